/**
 * What the pages do better with a script, and do without one as well: the button repeats the verb
 * and the amount, what will be left is told, and a second tap waits for the first.
 */
export const SCRIPT_TEXT = `'use strict';
for (const form of document.querySelectorAll('form[data-submit]')) {
  const amount = form.elements.namedItem('amount');
  const button = form.querySelector('button');
  const left = form.querySelector('.left');
  const verb = button.textContent;
  const money = (digits) => String(digits).replace(/\\B(?=(\\d{3})+$)/g, '\\u202f') + '\\u00a0F\\u00a0CFA';
  const tell = () => {
    const digits = amount.value.replace(/\\s/g, '');
    const known = /^[1-9]\\d{0,14}$/.test(digits);
    button.textContent = known ? form.dataset.submit.replace('{amount}', money(digits)) : verb;
    if (!left) return;
    const rest = known && form.dataset.left ? BigInt(form.dataset.balance) - BigInt(digits) : -1n;
    left.textContent = rest >= 0n ? form.dataset.left.replace('{amount}', money(rest)) : '';
  };
  amount.addEventListener('input', tell);
  tell();
  form.addEventListener('submit', () => setTimeout(() => { button.disabled = true; }));
  addEventListener('pageshow', () => { button.disabled = false; });
}
`;
