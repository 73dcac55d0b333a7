import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStatement } from '../../src/reconciliation/statements/read.ts';

const ROWS = Number(process.argv[3] ?? 1_000_000);
const RUNS = 5;
const HEADER = 'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at\n';
const FIRST = Date.parse('2025-11-01T00:00:00Z');
const MEBIBYTE = 1024 * 1024;

/** A Tontine Pro statement of a million rows, read and added up; memory over what was idle. */
export async function benchReadStatement(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tontine-bench-'));
  try {
    const path = join(folder, 'statement.csv');
    writeRows(path);
    console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}; ${ROWS} rows`);
    const speeds: number[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      const { perSecond, mebibytes } = await readOnce(path);
      speeds.push(perSecond);
      console.log(
        `run ${run}: ${perSecond.toFixed(0)} rows/s, ${mebibytes.toFixed(0)} MiB over idle`,
      );
    }
    const median = speeds.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    console.log(`median ${median?.toFixed(0)} rows/s`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readOnce(path: string): Promise<{ perSecond: number; mebibytes: number }> {
  const idle = process.memoryUsage().rss;
  let [rows, sum, peak] = [0, 0n, idle];
  const started = performance.now();
  for await (const batch of readStatement(path, { format: 'tontine-pro' })) {
    rows += batch.lines.length;
    for (const { amount } of batch.lines) sum += amount;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1000;
  if (rows !== ROWS || sum !== expectedSum()) throw new Error(`${rows} rows, ${sum} francs.`);
  return { perSecond: rows / seconds, mebibytes: (peak - idle) / MEBIBYTE };
}

const amountOf = (row: number): bigint => 500n + BigInt(row % 90_000);

function expectedSum(): bigint {
  let sum = 0n;
  for (let row = 0; row < ROWS; row += 1) sum += amountOf(row);
  return sum;
}

function writeRows(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, HEADER);
  for (let row = 0; row < ROWS; ) {
    const rows: string[] = [];
    for (; rows.length < 10_000 && row < ROWS; row += 1) rows.push(rowAt(row));
    writeSync(file, rows.join(''));
  }
  closeSync(file);
}

const rowAt = (row: number): string =>
  [
    `0190a1b2-0000-7000-8000-${row.toString(16).padStart(12, '0')}`,
    `MPAYIN_${row.toString(16).toUpperCase().padStart(16, '0')}`,
    row % 3 ? 'deposit' : 'payout',
    amountOf(row),
    row % 200,
    'XOF',
    `'+226701234${String(row % 100).padStart(2, '0')}`,
    row % 20 ? 'completed' : 'failed',
    `${new Date(FIRST + row * 80).toISOString()}\n`,
  ].join(',');
