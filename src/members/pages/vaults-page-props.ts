import type { OwnVault } from '../reads.ts';
import type { Viewer } from '../view.ts';
import type { FormProblem } from './payment-form.tsx';

export interface VaultsPageProps {
  readonly viewer: Viewer;
  readonly balance: string;
  readonly vaults: readonly OwnVault[];
  readonly newKey: () => string;
  /** What has just been done, as the address says. */
  readonly done: 'created' | 'movedIn' | 'movedOut' | 'locked' | null;
  /** The form that was refused: `new`, or a vault's `in`, `out` or `lock`, with what was typed. */
  readonly refused: {
    readonly form: 'new' | 'in' | 'out' | 'lock';
    readonly vaultId: string | null;
    readonly typed: Readonly<Record<string, string>>;
    readonly problem: FormProblem;
  } | null;
  /** The first day that may be chosen, `YYYY-MM-DD`. */
  readonly tomorrow: string;
}
