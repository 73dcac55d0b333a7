/** The parts that pages are made of: balance, operations, chips, notices, vaults. */
export const PARTS = `
.amount { font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; }
.amount .unit { font-size: .75em; font-weight: 400; color: var(--muted); }
.amount.in { color: var(--green); }
.amount.lost { color: var(--muted); font-weight: 400; }
.greeting { font-size: 1.125rem; font-weight: 500; }
.balance { background: var(--hero); color: #fff; border-radius: 1rem; padding: 1.25rem; margin: .75rem 0 1.5rem; }
.balance h2 { margin: 0; font-weight: 400; font-size: .9375rem; color: #d3e8df; }
.balance .sum { margin: .1rem 0 .75rem; }
.balance .amount, .balance .amount .unit { color: inherit; }
.balance .sum .amount { font-size: 2.25rem; line-height: 1.15; }
.balance .sum .unit { font-size: 1rem; }
.balance dl { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0; }
.balance dl div { margin-bottom: .75rem; }
.balance dt { font-size: .8125rem; color: #d3e8df; }
.balance dd { margin: 0; }
.sum { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem; font-size: 1.75rem; margin: .25rem 0 1rem; }
.available { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem 0; margin: 1rem 0; border-block: 1px solid var(--line); }
.operations { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; }
.operation { position: relative; display: grid; grid-template-columns: 2.25rem 1fr; gap: .15rem .75rem; padding: .85rem 1rem; border-top: 1px solid var(--line); }
.operation:first-child { border-top: 0; }
.operation > * { grid-column: 2; }
.operation > .round { grid-column: 1; grid-row: 1 / span 3; }
.operation p { margin: 0; }
.operation .muted, .operation .reason { font-size: .875rem; }
.operation .line { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .15rem .75rem; }
.operation .line > :last-child { margin-left: auto; }
.operation a.line { color: inherit; text-decoration: none; }
.operation a.line::after { content: ""; position: absolute; inset: 0; border-radius: 1rem; }
.operation:hover { background: var(--grey-soft); }
.operation:first-child { border-radius: 1rem 1rem 0 0; }
.operation:last-child { border-radius: 0 0 1rem 1rem; }
.operation:only-child { border-radius: 1rem; }
.operation strong { font-weight: 500; }
.operation .reason { color: var(--red); }
.operation .go { position: relative; z-index: 1; justify-self: start; padding: .35rem 0; font-weight: 500; }
.round { width: 2.25rem; height: 2.25rem; border-radius: 50%; display: grid; place-items: center; flex: none; background: var(--grey-soft); color: var(--grey); }
.round.in { background: var(--green-soft); color: var(--green); }
.chip { display: inline-flex; align-items: center; gap: .25rem; padding: .1rem .5rem .1rem .35rem; border-radius: 1rem; font-size: .8125rem; font-weight: 500; white-space: nowrap; }
.green { color: var(--green); background: var(--green-soft); }
.amber { color: var(--amber); background: var(--amber-soft); }
.orange { color: var(--orange); background: var(--orange-soft); }
.red { color: var(--red); background: var(--red-soft); }
.violet { color: var(--violet); background: var(--violet-soft); }
.grey { color: var(--grey); background: var(--grey-soft); }
.notice { display: flex; gap: .75rem; border-radius: .75rem; padding: .9rem 1rem; margin: 1rem 0; }
.notice h2 { margin: 0; font-size: 1rem; font-weight: 600; }
.notice p { margin: 0; color: var(--ink); }
.notice h2 + p, .notice p + p { margin-top: .35rem; }
.notice > .icon { width: 1.4rem; height: 1.4rem; margin-top: .05rem; }
.notice .amount { color: inherit; }
.empty { text-align: center; padding: 2rem 1rem; color: var(--muted); border: 1px dashed var(--field); border-radius: 1rem; }
.empty strong { color: var(--ink); font-weight: 600; }
.heading { display: grid; grid-template-columns: minmax(0, 1fr); margin-top: 1rem; }
.heading > * { grid-area: 1 / 1; }
.heading h2 { margin: 0; padding: .7rem 0; pointer-events: none; justify-self: start; align-self: start; }
.filter summary { display: flex; justify-content: flex-end; align-items: center; gap: .4rem; list-style: none; }
.filter summary::-webkit-details-marker { display: none; }
.filter form { margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 0 .75rem; }
.asked { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; font-size: .9375rem; }
.asked a { padding: .5rem 0; font-weight: 500; }
.receipt h1 { margin-top: 0; }
.kicker { margin: 1.25rem 0 0; color: var(--muted); font-size: .875rem; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.written { white-space: pre-line; overflow-wrap: anywhere; }
.review .sentence { font-size: 1.125rem; font-weight: 500; }
.review .button { margin-top: .75rem; }
.paging { display: flex; justify-content: space-between; gap: 1rem; }
.paging a { padding: .75rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
.balance .actions { margin: .25rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.1rem; margin: 1rem 0; }
.vault .head { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; font-size: 1.0625rem; }
.vault h2 { margin: 0; font-size: inherit; overflow-wrap: anywhere; }
.ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .5rem; margin-top: .75rem; }
.ways details { min-width: 0; }
.ways details[open] { grid-column: 1 / -1; }
summary .icon, p .icon { margin-right: .35rem; }
.vault p { font-size: .9375rem; }
details summary { cursor: pointer; padding: .7rem 0; font-weight: 500; color: var(--brand); }
details.card { padding-block: .4rem; }
details.card form { padding-bottom: .7rem; }
.vault summary { list-style: none; text-align: center; border: 1px solid var(--field); border-radius: .6rem; padding-inline: .5rem; }
.vault summary::-webkit-details-marker { display: none; }
.vault [open] summary { margin-bottom: .9rem; border-color: transparent; background: var(--brand-soft); }
.demo { display: grid; gap: .5rem; }
.demo button { width: 100%; text-align: left; display: flex; flex-direction: column; padding: .7rem 1rem; border-radius: .75rem; border: 1px solid var(--line); background: var(--card); cursor: pointer; }
.demo button:hover { border-color: var(--brand); }
.demo strong { font-weight: 600; }
.demo .muted { font-size: .875rem; }
`;
