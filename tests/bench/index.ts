import { benchAssets } from './assets.ts';
import { benchLists } from './lists.ts';
import { benchMatch } from './match.ts';
import { benchReadStatement } from './read-statement.ts';
import { benchSeed } from './seed.ts';
import { benchSettle } from './settle.ts';
import { benchStart } from './start.ts';
import { benchSweep } from './sweep.ts';

/** `npm run bench -- <name>`: each prints its in-run baseline, medians and the ratio. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  settle: benchSettle,
  'read-statement': benchReadStatement,
  lists: benchLists,
  match: benchMatch,
  start: benchStart,
  assets: benchAssets,
  seed: benchSeed,
  sweep: benchSweep,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (!bench) {
  console.error(`Name one of: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
await bench();
