import { about, millions, roughly } from '../counts.ts';
import type { Words } from '../fr/index.ts';
import { acts } from './acts.ts';
import { approvals } from './approvals.ts';
import { asOf } from './as-of.ts';
import { breakVerbs } from './break-verbs.ts';
import { breaks } from './breaks.ts';
import { cases } from './cases.ts';
import { dashboard } from './dashboard.ts';
import { exports } from './exports.ts';
import { gateway } from './gateway.ts';
import { names } from './names.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { proof } from './proof.ts';
import { rules } from './rules.ts';
import { statements } from './statements.ts';

/** "300 000 results", "4.2 million results". */
function estimated(count: number): string {
  const number = millions(count, 'en-GB');
  return number === null ? `${about(count)} results` : `${number} million results`;
}

const many = (count: number, one: string, several: string) =>
  `${count} ${count === 1 ? one : several}`;

/** The panel’s words in English. */
export const en: Words = {
  ...names,
  ...acts,
  ...approvals,
  ...cases,
  ...people,
  ...gateway,
  ...statements,
  ...rules,
  ...proof,
  ...breaks,
  ...breakVerbs,
  ...asOf,
  ...dashboard,
  ...exports,
  ...notices,
  name: 'Tontine Pro',
  language: 'English',
  shell: {
    skip: 'Skip to content',
    menu: 'Menu',
    closeMenu: 'Close the menu',
    navigation: 'Navigation',
    dashboard: 'Dashboard',
    money: 'Money',
    people: 'People',
    proofs: 'Records',
    signOut: 'Sign out',
    otherLanguage: 'Français',
    theme: 'Theme',
    themes: { system: 'Automatic', light: 'Light', dark: 'Dark' },
    close: 'Close',
  },
  myMembers: 'My members',
  list: {
    search: 'Search',
    searchHint: {
      Wallet: 'Name or phone',
      Transaction: 'Name, phone or reference',
      Vault: 'Vault, name or phone',
      Dispute: 'Name, phone or message',
      User: 'Name, username or phone',
      Tontine: 'Name of the tontine',
      Membership: 'Person or tontine',
      WebhookEvent: 'Reference',
      Journal: '',
      AuditEntry: 'Who or why',
    },
    filters: 'Filters',
    apply: 'Apply',
    clear: 'Clear all',
    all: 'All',
    from: (field) => `${field}, from`,
    to: (field) => `${field}, to`,
    least: (field) => `${field}, at least`,
    most: (field) => `${field}, at most`,
    active: (field, value) => (value ? `${field}: ${value}` : field),
    remove: (filter) => `Remove the filter ${filter}`,
    oneRecord: 'one record only',
    see: 'See',
    sinceDay: (value) => `from ${value}`,
    untilDay: (value) => `to ${value}`,
    found: (count) => many(count, 'result', 'results'),
    foundMore: (count) => `${roughly(count)}+ results`,
    foundAbout: (count) => `about ${estimated(count)}`,
    pages: 'Pages',
    first: 'First page',
    whole: 'See the whole list',
    nothingYet: 'Nothing so far.',
    searchedBackTo: (when) => `Searched back to ${when}.`,
    searchedUpTo: (when) => `Searched up to ${when}.`,
    searching: 'Searching further…',
    goOn: 'Search further',
    previous: 'Previous page',
    next: 'Next page',
    sortBy: (field) => `Sort by ${field}`,
    open: (name) => `Open ${name}`,
    actions: 'Actions',
    empty: 'Nothing here yet.',
    emptyHint: {
      Wallet: 'A wallet appears as soon as a member joins your tontine.',
      Transaction: 'Deposits and payouts will appear here.',
      Vault: 'Open a vault to put money aside.',
      Dispute: 'When a member does not recognise a transaction, their question shows up here.',
      User: 'People who join will appear here.',
      Tontine: 'Tontines will appear here.',
      Membership: 'Memberships will appear here.',
      WebhookEvent: 'Messages from GetMiPay will appear here.',
      Journal: 'Every movement of the books will appear here.',
      AuditEntry: 'Everything a person does will appear here.',
    },
    noMatch: 'No result for these filters.',
    noMatchHint: 'Clear a filter, or search differently.',
  },
  states: {
    loading: 'Loading…',
    failed: 'The page could not be loaded.',
    failedHint: 'Check the connection and try again. Nothing was changed.',
    retry: 'Try again',
    notFound: 'This record does not exist, or you may not see it.',
    notFoundHint: 'Check the link, or go back to the list.',
    back: 'Back to the list',
    home: 'Back to the dashboard',
    pageNotFound: 'This page does not exist.',
    forbidden: 'Your role does not allow this.',
    askAdmin: 'If you need it, ask an administrator.',
    offline:
      'The server does not answer. If you had confirmed a payment, check it in the list before you start again.',
    reference: (id) => `Reference to quote: ${id}`,
  },
  units: { francs: 'F CFA', today: 'today' },
  record: {
    copyId: 'Copy the id',
    copied: 'Copied',
    none: '—',
    recent: 'Latest transactions',
    allOperations: 'All transactions',
    vaults: 'Vaults',
    noOperations: 'No transaction yet.',
    lines: 'Postings',
    account: 'Account',
    whose: 'Whose',
    balanceAfter: 'Balance after',
    raw: 'Raw message',
    headers: 'Headers',
    decisions: 'Decisions',
    disabled: 'Disabled',
  },
  lock: {
    open: 'Open',
    until: (date) => `Locked until ${date}`,
    was: (date) => `Open since ${date}`,
  },
};
