import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import type { Locale, Role } from '../../../kernel/actor.ts';
import type { Column, FilterControl } from '../../definition.ts';
import { wordsFor } from '../../locale/index.ts';

interface PageState {
  readonly resources: readonly ResourceJSON[];
  readonly session: {
    readonly id: string;
    readonly email: string;
    readonly role: Role;
    /** The name of the tontine that a treasurer acts for. */
    readonly tontine: string | null;
    /** True where there is another one to choose. */
    readonly mayChoose: boolean;
  } | null;
  readonly paths: { readonly rootPath: string; readonly logoutPath: string };
}

declare global {
  interface Window {
    REDUX_STATE: PageState;
  }
}

/** What the server put into this page: who is signed in, and which lists they may open. */
export const page = window.REDUX_STATE;

export const locale: Locale = document.documentElement.lang === 'en' ? 'en' : 'fr';

/** IANA zone in which every date is shown. */
export const zone = document.documentElement.dataset['zone'] ?? 'UTC';

/** The configured labels of the payment methods, by id. */
export const methods: Readonly<Record<string, string>> = JSON.parse(
  document.documentElement.dataset['methods'] ?? '{}',
);

/** The configured methods, in their order. */
export const methodIds: readonly string[] = Object.keys(methods);

export const methodName = (id: string): string => methods[id] ?? id;

export const words = wordsFor(locale);

export const root = page.paths.rootPath;

export type ResourceId = keyof typeof words.resources;

export const isResource = (id: string): id is ResourceId => Object.hasOwn(words.resources, id);

export const resourceOf = (id: string): ResourceJSON | undefined =>
  page.resources.find((resource) => resource.id === id);

interface ListCustom {
  readonly columns: readonly Column[];
  readonly controls: readonly FilterControl[];
  readonly details: readonly Column[];
}

/** How the server says that a list, its filters and its plain detail page are drawn. */
export function listCustom(id: string): ListCustom {
  const list = resourceOf(id)?.resourceActions.find(({ name }) => name === 'list');
  return { columns: [], controls: [], details: [], ...list?.custom };
}

/** The lists that this person's role may open. */
export const mayOpen = (id: string): boolean =>
  resourceOf(id)?.resourceActions.some(({ name }) => name === 'list') ?? false;

export const actionOf = (record: RecordJSON, name: string): ActionJSON | undefined =>
  record.recordActions.find((action) => action.name === name);

/** A treasurer's wallets are their members. */
export const listTitle = (id: ResourceId): string =>
  id === 'Wallet' && page.session?.role === 'TREASURER' ? words.myMembers : words.resources[id];

/** The button that adds one to a list: only where the server offers the act. */
export function createText(id: ResourceId): string | null {
  const offered = resourceOf(id)?.resourceActions.some(({ name }) => name === 'new');
  const texts: Readonly<Record<string, string>> = words.create;
  return offered ? (texts[id] ?? null) : null;
}

export const listUrl = (id: string, query = ''): string => `${root}/resources/${id}${query}`;

export const recordUrl = (id: string, recordId: string, action = 'show'): string =>
  `${root}/resources/${id}/records/${recordId}/${action}`;

/** One break beside the list that it stands in: the open ones, or the resolved. */
export const breakUrl = ({ id, open }: { readonly id: string; readonly open: boolean }): string =>
  `${root}/breaks?${new URLSearchParams({ ...(open ? {} : { state: 'resolved' }), ids: id, break: id })}`;

/** A word of a family, or the bare value where nobody wrote one. */
export function word(family: string, value: unknown): string {
  const families: Readonly<Record<string, Readonly<Record<string, string>>>> = words.words;
  const text = String(value ?? '');
  return families[family]?.[text] ?? text;
}

export function fieldName(name: string): string {
  const fields: Readonly<Record<string, string>> = words.fields;
  return fields[name] ?? name;
}
