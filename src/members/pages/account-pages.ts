import { accountPage } from './account-page.tsx';
import { codePage } from './code-page.tsx';
import { passwordPage } from './password-page.tsx';
import { recoveryCodesPage } from './second-factor-codes-page.tsx';
import { enrolmentPage } from './second-factor-enrolment-page.tsx';
import { secondFactorPage } from './second-factor-page.tsx';
import { tontinePage } from './tontine-page.tsx';

/** The pages of the sign-in and the account, for every role. */
export const accountPages = {
  code: codePage,
  account: accountPage,
  password: passwordPage,
  enrolment: enrolmentPage,
  secondFactor: secondFactorPage,
  recoveryCodes: recoveryCodesPage,
  tontine: tontinePage,
};
