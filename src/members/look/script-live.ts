/**
 * Keeps the marked parts of a page up to date: told by the stream of events, else every half minute,
 * it reads the page's own address again and replaces what differs. It never touches a form in which
 * somebody types, and its requests (`X-Background`) do not keep anybody signed in.
 */
export const LIVE_SCRIPT = `
const main = document.querySelector('main');
const typing = (root) =>
  [...root.querySelectorAll('input,textarea')].some((f) => f === document.activeElement || f.value !== f.defaultValue);
const replace = (old, now) => {
  if (!now || old.isEqualNode(now) || typing(old) || old.querySelector('details[open]')) return;
  const { activeElement } = document;
  const href = old.contains(activeElement) ? activeElement.getAttribute('href') : null;
  if (now.dataset.say && now.dataset.say !== old.dataset.say) {
    document.getElementById('said').textContent = now.dataset.say;
  }
  old.replaceWith(now);
  if (href) [...now.querySelectorAll('a')].find((a) => a.getAttribute('href') === href)?.focus({ preventScroll: true });
};
let reading = false;
let again = false;
const read = async () => {
  again = reading;
  if (reading) return;
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { 'X-Background': '1', Accept: 'text/html' }, cache: 'no-store' });
    if (answer.redirected) {
      if (!typing(document)) location.reload();
    } else if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const old of document.querySelectorAll('[data-live]')) {
        const now = page.querySelector('[data-live="' + old.dataset.live + '"]');
        replace(old, now && document.importNode(now, true));
      }
      document.title = page.title;
      tellAll();
    }
  } catch {
    // No line at the moment: the next try comes by itself.
  }
  reading = false;
  if (again) read();
};

let stream = null;
let crowded = false;
let wasOpen = 'waits' in main.dataset;
const unwatch = () => {
  stream?.close();
  stream = null;
};
const watch = () => {
  if (stream?.readyState === 2) unwatch();
  if (stream || crowded || document.hidden || !main.dataset.events) return;
  stream = new EventSource(main.dataset.events);
  // What happened before the line was open was not told.
  stream.onopen = () => {
    if (wasOpen) read();
    wasOpen = true;
  };
  stream.addEventListener('changed', read);
  // Too many pages of this person are open: this one asks every half minute.
  stream.addEventListener('replaced', () => {
    unwatch();
    crowded = true;
  });
};
if (document.querySelector('[data-live]')) {
  watch();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return unwatch();
    crowded = false;
    watch();
    read();
  });
  addEventListener('pagehide', unwatch);
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    watch();
    read();
  });
  setInterval(() => {
    if (document.hidden) return;
    watch();
    read();
  }, 1000 * (main.dataset.poll ?? 30));
}
`;
