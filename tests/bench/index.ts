import { benchAssets } from './assets.ts';
import { benchMatch } from './match.ts';
import { benchReadStatement } from './read-statement.ts';
import { benchSettle } from './settle.ts';
import { benchStart } from './start.ts';

/** `npm run bench -- <name>`: each prints its in-run baseline, medians and the ratio. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  settle: benchSettle,
  'read-statement': benchReadStatement,
  match: benchMatch,
  start: benchStart,
  assets: benchAssets,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (!bench) {
  console.error(`Name one of: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
await bench();
