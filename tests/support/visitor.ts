import { PASSWORD } from './given.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirect goes; empty without one. */
  readonly location: string;
}

type Form = Readonly<Record<string, string>>;

/** A browser without a window: keeps cookies, follows nothing, sends what a browser sends. */
export interface Visitor {
  readonly url: string;
  /** The `Cookie` header as it stands. */
  readonly cookie: string;
  get(path: string, headers?: Form): Promise<Answer>;
  /** Posts a form as a page of ours would. */
  post(path: string, form: Form, headers?: Form): Promise<Answer>;
  postJson(path: string, body: unknown, headers?: Form): Promise<Answer>;
  request(path: string, init?: RequestInit): Promise<Answer>;
}

const PAGE = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
const CALL = { accept: 'application/json', 'content-type': 'application/json' };

export function visitor(url: string): Visitor {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (jar.size > 0 && !headers.has('cookie')) headers.set('cookie', cookie());
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
    };
  }

  return {
    url,
    get cookie() {
      return cookie();
    },
    request,
    get: (path, headers = {}) => request(path, { headers: { ...PAGE, ...headers } }),
    post: (path, form, headers = {}) =>
      request(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { ...PAGE, ...headers },
      }),
    postJson: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...CALL, ...headers },
      }),
  };
}

/** A visitor who signed in through the page. */
export async function signIn(url: string, username: string, password = PASSWORD): Promise<Visitor> {
  const person = visitor(url);
  const { status } = await person.post('/login', { username, password });
  if (status !== 303) throw new Error(`${username} could not sign in: ${status}`);
  return person;
}

/** The value of a form's field in a page. */
export function fieldValue(page: Answer, name: string): string {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.text)?.[0] ?? '';
  return / value="([^"]*)"/.exec(input)?.[1] ?? '';
}
