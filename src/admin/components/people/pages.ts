import type { FunctionComponent } from 'react';
import type { PageProps } from '../record/answers.ts';
import { MembershipNew } from './membership-form.tsx';
import { MembershipPage } from './membership-page.tsx';
import { MembershipRemove } from './membership-remove.tsx';
import { PersonEdit, PersonNew } from './person-form.tsx';
import { PersonPage } from './person-page.tsx';
import { ReasonForm } from './reason-form.tsx';
import { TontineNew, TontineRename } from './tontine-form.tsx';
import { TontinePage } from './tontine-page.tsx';

/** Pages of one person, tontine or membership, as `<resource> <action>`. */
export const PEOPLE_PAGES: Readonly<Record<string, FunctionComponent<PageProps>>> = {
  'User show': PersonPage,
  'User edit': PersonEdit,
  'User disable': ReasonForm,
  'User enable': ReasonForm,
  'User reset': ReasonForm,
  'Tontine show': TontinePage,
  'Tontine edit': TontineRename,
  'Membership show': MembershipPage,
  'Membership remove': MembershipRemove,
};

/** The pages that add one to a list. */
export const PEOPLE_NEW: Readonly<Record<string, FunctionComponent>> = {
  User: PersonNew,
  Tontine: TontineNew,
  Membership: MembershipNew,
};
