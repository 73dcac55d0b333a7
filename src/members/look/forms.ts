/** Fields and buttons: at least 48 px to tap, the error beside its field. */
export const FORMS = `
.field { border: 0; margin: 0 0 1.1rem; padding: 0; min-width: 0; }
.field label, .field legend { font-weight: 500; padding: 0; margin-bottom: .35rem; display: block; }
.box { display: flex; align-items: center; background: var(--card); border: 1px solid var(--field); border-radius: .6rem; }
.box:focus-within { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
.box input, .box select, .box textarea { flex: 1; min-width: 0; min-height: 3rem; padding: .5rem .85rem; border: 0; background: none; border-radius: .6rem; }
.box :focus { outline: none; }
input[name="amount"] { font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.box select { background: var(--card); appearance: auto; }
.suffix { color: var(--muted); padding-right: .85rem; white-space: nowrap; }
.hint { color: var(--muted); font-size: .875rem; margin: .3rem 0 0; }
.error { color: var(--red); font-size: .9375rem; font-weight: 500; margin: .35rem 0 0; }
.wrong .box { border-color: var(--red); box-shadow: 0 0 0 1px var(--red); }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .5rem; }
.field .choice { display: flex; align-items: center; gap: .6rem; margin: 0; padding: .5rem .75rem; min-height: 3.25rem; border: 1px solid var(--line); border-radius: .6rem; cursor: pointer; }
.choice:has(:checked) { border-color: var(--brand); background: var(--brand-soft); box-shadow: 0 0 0 1px var(--brand); }
.choice input { accent-color: var(--brand); width: 1.15rem; height: 1.15rem; margin: 0; flex: none; }
.choice small { display: block; font-weight: 400; font-size: .75rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.left:empty { display: none; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 3rem; padding: .5rem 1.25rem; border: 1px solid transparent; border-radius: .6rem; background: var(--brand); color: var(--on-brand); font-weight: 600; text-decoration: none; cursor: pointer; }
.button:hover { filter: brightness(1.08); }
.button[disabled] { opacity: .6; cursor: default; }
.button .icon { margin-right: .5rem; }
.button[hidden] { display: none; }
.button.plain { background: none; border-color: var(--field); color: var(--ink); font-weight: 500; }
.button.light { background: #fff; color: #0b5a41; flex: 1; }
.button.ghost { background: none; border-color: #a9d3c3; color: #fff; flex: 1; }
form.card > .button, details form > .button { width: 100%; }
@media (max-width: 40rem) { main > .actions .button, main > [data-live] > .actions .button { flex: 1 1 100%; } }
`;
