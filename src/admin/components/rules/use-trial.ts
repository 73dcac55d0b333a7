import { useEffect, useState } from 'react';
import { ApiFailure, post } from '../kit/api.ts';
import type { BackTest, DryRun, Rule } from './answers.ts';
import { termsOfRule } from './draft.ts';

export interface Trial {
  readonly dry: DryRun | null;
  readonly back: BackTest | null;
  readonly failure: ApiFailure | null;
}

const NOTHING: Trial = { dry: null, back: null, failure: null };

/** Tries a rule on what waits and on what people decided, side by side; each shows as it comes. */
export function useTrial(rule: Rule) {
  const [trial, setTrial] = useState<Trial>(NOTHING);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is a reason to try again.
  useEffect(() => {
    let left = false;
    const tell = (part: Partial<Trial>) => {
      if (!left) setTrial((before) => ({ ...before, ...part }));
    };
    const failed = (error: unknown) =>
      tell({
        failure: error instanceof ApiFailure ? error : new ApiFailure(0, String(error), null),
      });
    setTrial(NOTHING);
    const asked = { rule: termsOfRule(rule) };
    post<DryRun>('/rules/try', asked).then((dry) => tell({ dry }), failed);
    post<BackTest>('/rules/back-test', asked).then((back) => tell({ back }), failed);
    return () => {
      left = true;
    };
  }, [rule, round]);
  return { ...trial, again: () => setRound((before) => before + 1) };
}
