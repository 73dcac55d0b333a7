import type { ActAnswer } from '../record/answers.ts';

/** What the administrator hands over; it is in this one answer and kept nowhere. */
export interface HandOver {
  readonly password: string;
  readonly username: string;
  /** Where the person signs in. */
  readonly address: string;
  readonly asksSecondFactor: boolean;
}

export interface PersonAnswer extends ActAnswer {
  readonly once?: HandOver;
}

/** What a person's form starts from. */
export interface EditFormData {
  readonly isSelf: boolean;
}
