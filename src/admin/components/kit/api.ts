import { root, words } from './page-data.ts';

/** What the server said instead of an answer, in words for people. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly reference: string | null;
  /** The form's field that it is about, if it is about one. */
  readonly field: string | null;

  constructor(
    status: number,
    message: string,
    reference: string | null,
    field: string | null = null,
  ) {
    super(message);
    this.name = 'ApiFailure';
    this.status = status;
    this.reference = reference;
    this.field = field;
  }
}

interface FailureBody {
  readonly error?: { readonly message?: string; readonly field?: string };
  readonly requestId?: string;
}

/** The words of an answer that is none, whoever carried it. */
export function failureIn(status: number, body: unknown): ApiFailure {
  const { error, requestId } = (body ?? {}) as FailureBody;
  const message = error?.message ?? words.states.failed;
  return new ApiFailure(status, message, requestId ?? null, error?.field ?? null);
}

function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/login?next=${encodeURIComponent(here)}`);
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const headers = { Accept: 'application/json', ...init.headers };
  const response = await fetch(`${root}/api${path}`, {
    ...init,
    headers,
    credentials: 'same-origin',
  }).catch(() => {
    throw new ApiFailure(0, words.states.offline, null);
  });
  if (response.status === 401) signInAgain();
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw failureIn(response.status, body);
  return body as T;
}

/** `background`: the page asks by itself, which keeps no session alive. */
export const get = <T>(path: string, { background = false } = {}): Promise<T> =>
  call<T>(path, { method: 'GET', headers: background ? { 'X-Background': '1' } : {} });

export const post = <T>(path: string, data: Readonly<Record<string, unknown>>): Promise<T> =>
  call<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(data),
  });

export const listPath = (id: string, query: string): string =>
  `/resources/${id}/actions/list?${query}`;

export const recordPath = (id: string, recordId: string, action: string): string =>
  `/resources/${id}/records/${encodeURIComponent(recordId)}/${action}`;
