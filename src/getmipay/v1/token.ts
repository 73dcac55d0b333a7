import { wordOf } from '../answer.ts';
import { before, type Deadline, deadlineIn } from '../deadline.ts';
import type { Line } from '../line.ts';
import { baseOf, type GatewaySettings } from '../settings.ts';
import type { Exchange } from '../transport.ts';
import { readToken, type Token } from './token-answer.ts';

/** Renewed this long before it expires; a short-lived one for its last tenth. */
const MARGIN_MS = 60_000;
/** A token that is born expired comes from a clock that is wrong: it is tried, 401 decides. */
const LEAST_LIFE_MS = 60_000;

const NO_TOKEN: Exchange = { kind: 'never_sent', code: 'NO_TOKEN' };

export interface Tokens {
  /**
   * Sends with a token. Where the gateway answers 401 nothing was done: then the token is renewed
   * and the same is sent once more. `never_sent` where there is no token to be had.
   */
  use(deadline: Deadline, send: (token: string) => Promise<Exchange>): Promise<Exchange>;
}

interface Kept extends Token {
  /** The keys that it was given for. */
  readonly keys: string;
  readonly renewAt: number;
}

export function createTokens(settings: GatewaySettings, line: Line): Tokens {
  const url = `${baseOf(settings)}/action/auth`;
  const now = () => settings.clock.now().getTime();
  let kept: Kept | undefined;
  let renewal: Promise<Kept | undefined> | undefined;

  async function fetchToken(keys: string): Promise<Kept | undefined> {
    const exchange = await line.send(
      {
        method: 'post',
        url,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        bytes: Buffer.from(keys),
        // Its own: others wait for it who have more time left than whoever came first.
        deadline: deadlineIn(settings.timeoutMs),
      },
      (reply) => wordOf(reply) !== undefined,
    );
    const token = readToken(exchange, now());
    if (!token) return undefined;
    const life = token.expiresAt - now();
    const usableFor = life > 0 ? life - Math.min(MARGIN_MS, life / 10) : LEAST_LIFE_MS;
    kept = { ...token, keys, renewAt: now() + usableFor };
    return kept;
  }

  /** However many wait for it, the gateway is asked once. */
  function renew(): Promise<Kept | undefined> {
    renewal ??= fetchToken(authBody()).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  const authBody = (): string => {
    const { apiKey, secretKey } = settings.secrets();
    return JSON.stringify({ public_apikey: apiKey, private_secretkey: secretKey });
  };

  async function current(deadline: Deadline): Promise<Kept | undefined> {
    const mine = kept?.keys === authBody() ? kept : undefined;
    if (mine && now() < mine.renewAt) return mine;
    const fresh = await before(deadline, renew());
    // Early renewal failed: the old one may still do.
    return fresh ?? (mine && now() < mine.expiresAt ? mine : undefined);
  }

  return {
    async use(deadline, send) {
      const token = await current(deadline);
      if (!token) return NO_TOKEN;
      const exchange = await send(token.text);
      // Whoever says 401 does not want this token, be it only a proxy; the gateway's own word lets us repeat.
      if (exchange.kind === 'answered' && exchange.reply.status === 401 && kept === token) {
        kept = undefined;
      }
      if (!isUnauthorised(exchange)) return exchange;
      const fresh = await current(deadline);
      return fresh ? send(fresh.text) : NO_TOKEN;
    },
  };
}

function isUnauthorised(exchange: Exchange): boolean {
  const word = wordOf(exchange);
  return word?.kind === 'no' && word.status === 401;
}
