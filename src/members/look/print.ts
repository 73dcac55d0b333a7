/** On paper: black on white, nothing to tap, one page. */
export const PRINT = `
@media print {
  @page { margin: 16mm; }
  :root[data-theme] {
    color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --muted: #333; --line: #bbb; --brand: #000;
    --green: #000; --amber: #000; --orange: #000; --red: #000; --violet: #000; --grey: #000;
    --green-soft: #fff; --amber-soft: #fff; --orange-soft: #fff; --red-soft: #fff; --violet-soft: #fff; --grey-soft: #fff;
  }
  body, main, header { padding: 0; }
  .receipt .notice { display: flex; }
  header .quiet, nav, footer, .skip, .actions, .paging, .filter, form, details { display: none; }
  .chip, .notice { border: 1px solid #000; }
  .facts, .facts div, .notice { break-inside: avoid; }
}
`;
