/** A second tap waits for the first; the button repeats the verb and the amount; what will be left is told. */
export const FORMS_SCRIPT = String.raw`
const allow = (form, yes) => {
  if (yes) delete form.dataset.sent;
  else form.dataset.sent = 'yes';
  for (const button of form.querySelectorAll('button')) button.disabled = !yes;
};
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) return event.preventDefault();
  // The button's own value is still to be collected. An answer that never comes must not lock the form.
  setTimeout(() => allow(form, false));
  setTimeout(() => allow(form, true), 15000);
});
// A page that answers a form: reload and back lead to its address, instead of sending the form again.
if (document.querySelector('main[data-events]')) history.replaceState(null, '', location.href);
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) allow(form, true);
});

const money = (digits) => String(digits).replace(/\B(?=(\d{3})+$)/g, '\u202f') + '\u00a0F\u00a0CFA';
const tell = (form) => {
  const amount = form.elements.namedItem('amount');
  const digits = amount.value.replace(/\s/g, '');
  const known = /^[1-9]\d{0,14}$/.test(digits);
  const { submit, left } = form.dataset;
  if (submit) {
    const button = form.querySelector('button');
    button.dataset.verb ??= button.textContent;
    button.textContent = known ? submit.replace('{amount}', money(digits)) : button.dataset.verb;
  }
  if (left) {
    const balance = document.querySelector('.available data').value;
    const rest = known ? BigInt(balance) - BigInt(digits) : -1n;
    form.querySelector('.left').textContent = rest >= 0n ? left.replace('{amount}', money(rest)) : '';
  }
};
const tellAll = () => document.querySelectorAll('form[data-submit],form[data-left]').forEach(tell);
document.addEventListener('input', (event) => {
  if (event.target.name === 'amount') tell(event.target.form);
});
tellAll();
`;
