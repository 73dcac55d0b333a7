import { useEffect, useRef } from 'react';

const REMEMBERED = 'break-keys';

/** Whether single keys act: some people's tools type letters by themselves. */
export const keysAreOn = (): boolean => localStorage.getItem(REMEMBERED) !== 'off';

export const rememberKeys = (on: boolean): void =>
  localStorage.setItem(REMEMBERED, on ? 'on' : 'off');

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox'));

const nameOf = ({ key, shiftKey }: KeyboardEvent): string => {
  if (key.length > 1) return key;
  return shiftKey && /[a-z]/i.test(key) ? `shift+${key.toLowerCase()}` : key;
};

/** Keys that act on the page; never while somebody types, nor while a dialog is open. */
export function useKeys(acts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]')) return;
      const name = nameOf(event);
      if (isTyping(event.target)) {
        if (name === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      // Enter on a link or a button is theirs.
      if (name === 'Enter' && event.target !== document.body) return;
      const act =
        name === '?' || name === 'Escape' || keysAreOn() ? latest.current[name] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
