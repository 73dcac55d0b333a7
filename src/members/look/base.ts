const LIGHT = `
  --ground: #f5f6f4; --card: #ffffff; --ink: #16211c; --muted: #56635c; --line: #dbe0dc; --field: #7a857f;
  --brand: #0b6e4f; --on-brand: #ffffff; --brand-soft: #e3f1eb; --hero: #0b6e4f; --accent: #e9a23b;
  --green: #0b6e4f; --green-soft: #e3f1eb; --amber: #8a5a00; --amber-soft: #fdf1dc;
  --orange: #a8460b; --orange-soft: #fdeadd; --red: #b3261e; --red-soft: #fbe7e5;
  --violet: #6236a8; --violet-soft: #efe8fa; --grey: #56635c; --grey-soft: #ebeeec;
`;

const DARK = `
  --ground: #101613; --card: #1a221e; --ink: #e9efeb; --muted: #a3b0a9; --line: #2e3933; --field: #6d7a73;
  --brand: #4cc79b; --on-brand: #06281c; --brand-soft: #15352a; --hero: #0c4f3a;
  --green: #6fd6b0; --green-soft: #15352a; --amber: #f0bd6b; --amber-soft: #3a2d12;
  --orange: #f6a778; --orange-soft: #41260f; --red: #f4a29b; --red-soft: #431d1a;
  --violet: #c6a9f5; --violet-soft: #2e2146; --grey: #a3b0a9; --grey-soft: #27302b;
`;

/** Colours, type and the frame of a page (`ui.md`): one green, one warm accent, greys; both themes. */
export const BASE = `
:root { color-scheme: light;${LIGHT}}
:root[data-theme="dark"] { color-scheme: dark;${DARK}}
@media (prefers-color-scheme: dark) { :root[data-theme="system"] { color-scheme: dark;${DARK}} }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 400 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin: 1.25rem 0 .5rem; }
h2 { font-size: 1rem; font-weight: 600; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--brand); text-underline-offset: .15em; }
ul { list-style: none; margin: 0; padding: 0; }
button, input, select, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main, header, nav, footer { max-width: 40rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 1.5rem; }
body { padding-bottom: 5.5rem; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 1rem; color: var(--muted); font-size: .875rem; }
footer .quiet { padding-inline: 0; }
.theme:not([hidden]) { display: inline-flex; align-items: center; gap: .5rem; }
.theme select { min-height: 2.5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); padding: 0 .25rem; }
.narrow { max-width: 24rem; margin: 0 auto; }
.skip, .said { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 3; }
header { display: flex; align-items: center; gap: .25rem; min-height: 3.5rem; }
header .brand, .quiet { white-space: nowrap; }
header .brand { font-weight: 600; text-decoration: none; margin-right: auto; padding: .5rem 0; }
.quiet {
  border: 0; background: none; cursor: pointer; color: var(--muted); font-size: .875rem;
  padding: .75rem .5rem; text-decoration: none;
}
.quiet:hover { color: var(--ink); text-decoration: underline; }
nav { display: flex; gap: .25rem; }
nav a {
  display: flex; align-items: center; gap: .4rem; padding: .6rem .75rem; border-radius: .6rem;
  color: var(--muted); text-decoration: none; font-weight: 500; font-size: .9375rem;
}
nav a:hover { background: var(--grey-soft); }
nav a[aria-current] { color: var(--brand); background: var(--brand-soft); }
@media (max-width: 40rem) {
  nav {
    position: fixed; inset: auto 0 0; z-index: 2; max-width: none; padding: .25rem .25rem max(.25rem, env(safe-area-inset-bottom));
    background: var(--card); border-top: 1px solid var(--line); justify-content: space-around;
  }
  nav a { flex: 1 1 0; flex-direction: column; gap: .1rem; padding: .4rem .1rem; font-size: .75rem; min-height: 3.25rem; justify-content: center; text-align: center; }
  nav .icon { width: 1.4rem; height: 1.4rem; }
}
@media (max-width: 22rem) { header { gap: 0; } .quiet { padding-inline: .25rem; font-size: .8125rem; } nav a { font-size: .6875rem; } }
.icon { width: 1.15em; height: 1.15em; flex: none; vertical-align: -.2em; }
.icon, .shapes path { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.shapes { position: absolute; width: 0; height: 0; overflow: hidden; }
.muted { color: var(--muted); }
.small { font-size: .8125rem; overflow-wrap: anywhere; }
.lead { color: var(--muted); margin: 0 0 1rem; }
`;
