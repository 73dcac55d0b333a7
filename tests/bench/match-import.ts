import { createReadStream } from 'node:fs';
import { openDatabase } from '../../src/db/pools.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createStatementFiles } from '../../src/reconciliation/statements/files.ts';
import { createImports } from '../../src/reconciliation/statements/import.ts';
import { need } from './on-server.ts';

/** A process of its own, so that its memory is the import's alone. Says its seconds and its peak, in MiB. */
const database = openDatabase(need('BENCH_DATABASE_URL'));
const files = createStatementFiles(need('BENCH_FOLDER'));
const imports = createImports({
  pool: database.pool,
  files,
  zone: 'Africa/Abidjan',
  log: createLog('warn'),
  methods: [],
});
const upload = await files.receive('million.csv', createReadStream(need('BENCH_STATEMENT')));
const cpuBefore = process.cpuUsage();
const started = performance.now();
await imports.importStatement({
  actor: {
    kind: 'person',
    id: need('BENCH_FINANCE'),
    username: 'finance',
    role: 'FINANCE',
    locale: 'fr',
    tontineId: null,
    ip: null,
    sessionId: null,
  },
  uploadId: upload.id,
});
await imports.idle();
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
process.send?.({
  seconds,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
});
await database.close();
process.disconnect();
