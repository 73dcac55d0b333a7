import { wordOf } from '../answer.ts';
import type { Deadline } from '../deadline.ts';
import type { Line } from '../line.ts';
import { baseOf, type GatewaySettings } from '../settings.ts';
import type { Exchange } from '../transport.ts';
import type { Tokens } from './token.ts';

/** Puts a question that changes nothing over there, as often as `Line.ask` does. */
export type Ask = (
  method: 'get' | 'post',
  path: string,
  body: object | undefined,
  deadline: Deadline,
) => Promise<Exchange>;

export const headersWith = (token: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  Accept: 'application/json',
  Authorization: `Bearer ${token}`,
});

export const createAsk =
  (settings: GatewaySettings, line: Line, tokens: Tokens): Ask =>
  (method, path, body, deadline) => {
    const url = baseOf(settings) + path;
    const bytes = body && { bytes: Buffer.from(JSON.stringify(body)) };
    return tokens.use(deadline, (token) =>
      line.ask(
        { method, url, headers: headersWith(token), ...bytes, deadline },
        (exchange) => wordOf(exchange) !== undefined,
      ),
    );
  };
