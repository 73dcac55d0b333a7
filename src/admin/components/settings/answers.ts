import type { ActAnswer } from '../record/answers.ts';

export type Direction = 'deposit' | 'payout';

export const DIRECTIONS: readonly Direction[] = ['deposit', 'payout'];

/** `could`: the configuration has this method for this direction; only then can it be switched. */
interface Switchable {
  readonly on: boolean;
  readonly could: boolean;
}

export interface MethodSetting extends Readonly<Record<Direction, Switchable>> {
  readonly id: string;
  readonly label: string;
}

export interface SettingsData {
  /** Whole francs, in digits. */
  readonly approvalAbove: string;
  readonly approvalTtlHours: string;
  readonly methods: readonly MethodSetting[];
  /** Who changed a setting last, by its key; missing: nobody did. */
  readonly changed: Readonly<Record<string, { readonly at: string; readonly by: string }>>;
}

export interface SettingsAnswer {
  readonly settings: SettingsData;
  readonly mayChange: boolean;
}

export interface SettingsActAnswer extends ActAnswer {
  readonly settings?: SettingsData;
}
