import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

type Proved = Awaited<ReturnType<App['proveYesterday']>>[number];

function sentenceOf({ day, currency, became, unexplained }: Proved): string {
  const what = `${day} in ${currency}`;
  switch (became) {
    case 'proved':
      return `${what}: every franc is explained.`;
    case 'failed':
      return `${what}: ${unexplained} franc(s) are unexplained, and have a break.`;
    case 'no_reading':
      return `${what}: not proved, nobody told the gateway's balance.`;
    case 'closed':
      return `${what}: closed already.`;
  }
}

/** Proves yesterday in each currency; francs that nothing explains make the job fail. */
export async function proveDay(app: App): Promise<JobReport> {
  const days = await app.proveYesterday();
  return {
    ok: days.every(({ became }) => became !== 'failed'),
    changed: days.filter(({ became }) => became !== 'closed').length,
    summary: days.map(sentenceOf).join('\n') || 'Nothing is posted yet.',
  };
}
