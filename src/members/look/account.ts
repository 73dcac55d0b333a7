/** What the account pages add: facts, steps, the key to scan or type, the codes to keep. */
export const ACCOUNT = `
.facts { margin-block: .75rem; padding-block: .35rem; }
.facts div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
.facts div:first-child { border-top: 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
.links { padding-block: .35rem; }
.links li { padding: .35rem 0; border-top: 1px solid var(--line); }
.links li:first-child { border-top: 0; }
.links a { display: block; padding: .35rem 0; font-weight: 500; }
.links .muted { display: block; font-size: .875rem; }
.steps { list-style: none; counter-reset: step; }
.steps > li { counter-increment: step; padding: 0 0 1.1rem 2.5rem; position: relative; }
.steps > li:last-child { padding-bottom: 0; }
.steps > li::before { content: counter(step); position: absolute; left: 0; top: 0; width: 1.75rem; height: 1.75rem; border-radius: 50%; display: grid; place-items: center; font-weight: 600; background: var(--brand-soft); color: var(--brand); }
.steps h2 { margin: 0; line-height: 1.75rem; }
.steps .button { width: 100%; }
.qr { display: block; width: 100%; max-width: 14rem; margin: .75rem 0; border-radius: .5rem; border: 1px solid var(--line); }
.qr .paper { fill: #fff; }
.qr .dots { fill: #000; shape-rendering: crispEdges; }
.secret, .codes { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.secret { font-weight: 600; background: var(--grey-soft); border-radius: .5rem; padding: .6rem .75rem; user-select: all; width: fit-content; max-width: calc(20ch + 1.5rem); }
.narrow > p:not(.actions) > a { display: inline-block; padding: .5rem 0; }
.narrow > .actions .button { flex: 1 1 9rem; }
.codes { margin: 0; padding-left: 2rem; display: grid; gap: .35rem; font-variant-numeric: tabular-nums; }
input[name="code"] { font-size: 1.25rem; font-variant-numeric: tabular-nums; letter-spacing: .05em; }
.on-paper { display: none; }
@media print { .on-paper { display: block; } .notice { display: none; } }
`;
