import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import type { Loaded } from '../kit/use-loaded.ts';
import type { BreakRow, BreakStory, ResolutionRow } from './answers.ts';
import type { Decided } from './decide-dialog.tsx';
import type { Plan, Resolved } from './resolve-dialog.tsx';
import { verbText, whoIn } from './said.ts';

const say = words.breakActs.said;

/** What GetMiPay said when it was asked again. */
function answerText(code: string | null): string | null {
  const answers: Readonly<Record<string, string>> = words.gateway.ask.answer;
  return code ? (answers[code] ?? null) : null;
}

interface Parts {
  readonly story: Loaded<BreakStory>;
  advance(from: string): boolean;
  /** Reads a break again; null: it left the list. */
  renew(id: string): Promise<BreakRow | null>;
  leave(): void;
  close(): void;
}

/** After an answer: says it, goes on to the next break, and brings the row up to date. */
export function useAnswered({ story, advance, renew, leave, close }: Parts) {
  const tell = useTell();
  const goOn = async (id: string) => {
    const moved = advance(id);
    const kept = await renew(id);
    if (moved) return;
    if (kept) story.look();
    else leave();
  };
  const stay = async (id: string) => {
    if (await renew(id)) story.look();
    else if (!advance(id)) leave();
  };
  return {
    resolved: (row: BreakRow, { verb }: Plan, { outcome, detail }: Resolved) => {
      close();
      const said = answerText(detail) ?? say[outcome](verbText(verb), whoIn(row));
      tell({ type: outcome === 'asked' ? 'info' : 'success', message: said });
      return outcome === 'asked' ? stay(row.id) : goOn(row.id);
    },
    decided: (row: BreakRow, { verb }: ResolutionRow, outcome: Decided) => {
      close();
      tell({ type: 'success', message: say[outcome](verbText(verb), whoIn(row)) });
      return outcome === 'withdrawn' ? stay(row.id) : goOn(row.id);
    },
  };
}
