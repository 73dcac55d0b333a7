import { FORMS_SCRIPT } from './script-forms.ts';
import { LIVE_SCRIPT } from './script-live.ts';

/** The choice of a theme, kept in a cookie so that the server paints it; and the button that prints. */
const LOOK_SCRIPT = String.raw`
const theme = document.getElementById('theme');
const kept = /(?:^|; )tontine_theme=(\w+)/.exec(document.cookie)?.[1] ?? 'system';
document.documentElement.dataset.theme = kept;
theme.value = kept;
theme.parentElement.hidden = false;
theme.addEventListener('change', () => {
  document.documentElement.dataset.theme = theme.value;
  document.cookie = 'tontine_theme=' + theme.value + '; path=/; max-age=31536000; samesite=lax';
});
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
`;

/** What the pages do better with a script, and do without one as well. */
export const SCRIPT_TEXT = `'use strict';${LOOK_SCRIPT}${FORMS_SCRIPT}${LIVE_SCRIPT}`.replace(
  /\n {2,}/g,
  '\n',
);
