import type { FinalState, Notice } from './operation.ts';

/** Which of an operation's truths have reached the merchant: what is missing, GetMiPay withholds. */
export interface Truth {
  /** The order had a readable answer with its reference. */
  readonly answered: boolean;
  readonly webhooks: { readonly made: number; readonly delivered: number };
  /** What the latest delivered webhook says; null: none came through. */
  readonly webhookSaid: FinalState | null;
  /** The final state that a status query was told last. */
  readonly askedSaid: FinalState | null;
}

interface Evidence {
  readonly answered: boolean;
  readonly asked: FinalState | null;
  readonly notices: readonly Notice[];
  readonly delivered: readonly Notice[];
}

export const truthOf = ({ answered, asked, notices, delivered }: Evidence): Truth => ({
  answered,
  webhooks: { made: notices.length, delivered: delivered.length },
  webhookSaid: delivered.at(-1)?.state ?? null,
  askedSaid: asked,
});
