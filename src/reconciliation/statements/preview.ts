import type { BadLine, StatementLine } from './line.ts';
import type { Mapping } from './mapping.ts';
import { readStatement } from './read.ts';

const SHOWN = 20;

export interface Preview {
  readonly lines: readonly StatementLine[];
  readonly bad: readonly BadLine[];
}

/** The first 20 rows as a mapping reads them; `head` comes from `headOf`. @throws as readStatement */
export async function preview(head: Buffer, mapping: Mapping): Promise<Preview> {
  async function* only(): AsyncGenerator<Buffer> {
    yield head;
  }
  const lines: StatementLine[] = [];
  const bad: BadLine[] = [];
  for await (const batch of readStatement(only(), { mapping })) {
    lines.push(...batch.lines.slice(0, SHOWN));
    bad.push(...batch.bad.slice(0, SHOWN));
    if (lines.length + bad.length >= SHOWN) break;
  }
  const last = [...lines, ...bad].map(({ lineNo }) => lineNo).sort((a, b) => a - b)[SHOWN - 1];
  const shown = ({ lineNo }: { readonly lineNo: number }) => last === undefined || lineNo <= last;
  return { lines: lines.filter(shown), bad: bad.filter(shown) };
}
