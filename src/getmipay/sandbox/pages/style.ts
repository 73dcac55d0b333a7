import { Markup } from './html.ts';

/** One sheet for the sandbox's pages: phone first, both themes, no image and no script to load. */
export const style = new Markup(`
:root { color-scheme: light dark; --page: #f4f6f5; --card: #fff; --text: #17211d; --muted: #5b6963;
  --line: #dfe5e2; --brand: #0b6e4f; --on-brand: #fff; --warm: #8a5300; --warm-soft: #fdf3e1;
  --bad: #a3271c; --good-soft: #e4f3ec; --bad-soft: #fbe9e7; }
@media (prefers-color-scheme: dark) { :root { --page: #101513; --card: #19201d; --text: #e8eeeb;
  --muted: #9fb0a8; --line: #2d3833; --brand: #4cc39a; --on-brand: #06281c; --warm: #f0bd6c;
  --warm-soft: #33291a; --bad: #ff9a8f; --good-soft: #163329; --bad-soft: #3a1f1c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); line-height: 1.5;
  font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--brand); }
.top { background: var(--warm-soft); color: var(--warm); font-size: 14px; padding: 10px 16px; text-align: center; }
main.pay { max-width: 420px; margin: 0 auto; padding: 24px 16px 40px; }
main.home { max-width: 960px; margin: 0 auto; padding: 24px 16px 40px; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 600; margin-bottom: 16px; }
.mark { width: 32px; height: 32px; border-radius: 9px; background: var(--brand); color: var(--on-brand);
  display: grid; place-items: center; font-size: 15px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px; margin-bottom: 20px; }
.amount { font-size: 34px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.5px; margin: 2px 0 16px; }
.muted { color: var(--muted); font-size: 14px; margin: 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin: 0; padding-top: 16px; border-top: 1px solid var(--line); }
dt { color: var(--muted); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
button, .button { display: block; width: 100%; min-height: 52px; padding: 13px 16px; border-radius: 12px; border: 1px solid var(--line);
  background: transparent; color: var(--text); font: inherit; font-weight: 500; text-align: center; text-decoration: none; cursor: pointer; margin-top: 12px; }
button.primary, .button.primary { background: var(--brand); border-color: var(--brand); color: var(--on-brand); font-weight: 600; }
:is(a, button):focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
.done { border-radius: 12px; padding: 14px 16px; margin: 0 0 16px; font-weight: 500; display: flex; gap: 10px; }
.done.completed { background: var(--good-soft); color: var(--brand); }
.done.failed { background: var(--bad-soft); color: var(--bad); }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 0 0 12px; }
h3 { font-size: 14px; margin: 14px 0 4px; } ul { font-size: 14px; margin: 0; padding-left: 20px; } li { padding: 3px 0; }
.figures { display: flex; flex-wrap: wrap; gap: 8px 32px; }
.figures strong { display: block; font-size: 20px; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: left; color: var(--muted); font-weight: 500; }
th, td { padding: 9px 12px 9px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.state.completed { color: var(--brand); } .state.failed { color: var(--bad); } .state.pending { color: var(--warm); }
@media (max-width: 520px) { table.cards thead { display: none; } table.cards tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
  table.cards td { display: block; border: 0; padding: 1px 0; white-space: normal; text-align: left; } }
`);
