import type { Person } from '../kernel/actor.ts';
import type { Account } from './guard.ts';
import type { Look } from './locale.ts';

/** The pages that the doors themselves show. `console.ts` is given their drawing by the members' room. */
export interface Pages {
  login(page: LoginPage): string;
  code(page: CodePage): string;
  logout(page: Look & { person: Person | null }): string;
  failure(page: FailurePage): string;
  account(page: AccountPage): string;
  password(page: PasswordPage): string;
  enrolment(page: EnrolmentPage): string;
  secondFactor(page: SecondFactorPage): string;
  recoveryCodes(page: RecoveryCodesPage): string;
  tontine(page: TontinePage): string;
}

/** Why a form was refused; beside its field where it has one. */
export interface FormProblem {
  readonly field: string | null;
  readonly sentence: string;
}

export interface LoginPage extends Look {
  readonly username: string;
  /** Where to go afterwards: a path of ours, or empty. */
  readonly next: string;
  /** The sentence to show above the form. */
  readonly problem: string | null;
  /** The demo's logins, where anybody who can open the page may have them. */
  readonly demo: { readonly password: string } | null;
}

/** The second step of the sign-in. */
export interface CodePage extends Look {
  readonly problem: string | null;
}

export interface FailurePage extends Look {
  readonly person: Person | null;
  readonly status: number;
  readonly code: string;
  /** The person-ready text of an operation's refusal; null: the page has its own for the status. */
  readonly sentence: string | null;
  readonly reference: string;
}

export type AccountDone = 'password' | 'removed';

export interface AccountPage extends Look {
  readonly account: Account;
  /** What was just done, to be confirmed above. */
  readonly done: AccountDone | null;
}

export interface PasswordPage extends Look {
  readonly username: string;
  /** True: nothing else is open before the password is changed. */
  readonly mustChange: boolean;
  readonly problem: FormProblem | null;
}

/** Setting up the second factor. */
export interface EnrolmentPage extends Look {
  /** Base32. */
  readonly secret: string;
  /** otpauth:// */
  readonly uri: string;
  /** True: nothing else is open before it is set up. */
  readonly isNeeded: boolean;
  readonly problem: FormProblem | null;
}

/** The second factor is set up: new recovery codes, or its end. */
export interface SecondFactorPage extends Look {
  readonly isRequired: boolean;
  /** Recovery codes left, right after one was used; null: nothing to say about them. */
  readonly recoveryLeft: number | null;
  readonly problem: (FormProblem & { readonly form: 'renew' | 'remove' }) | null;
}

export interface RecoveryCodesPage extends Look {
  readonly username: string;
  readonly codes: readonly string[];
}

export interface TontinePage extends Look {
  readonly tontines: readonly { readonly id: string; readonly name: string }[];
  /** The one that the person acts for. */
  readonly currentId: string | null;
  readonly next: string;
}
