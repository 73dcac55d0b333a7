import type { App } from '../../src/app.ts';
import type { GivenPerson } from '../support/given.ts';
import { unique } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';

const HEADER = 'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at';

export interface GivenLine {
  readonly ownId?: string;
  readonly reference?: string;
  readonly type?: 'deposit' | 'payout';
  readonly amount?: string;
  readonly fee?: number;
  readonly at?: string;
  readonly state?: 'completed' | 'failed';
}

const NOW = '2026-11-25T10:00:00.000Z';

export const lineOf = ({ ownId = '', reference, type = 'deposit', ...rest }: GivenLine): string =>
  [
    ownId,
    reference ?? unique('LINE'),
    type,
    rest.amount ?? '1000',
    rest.fee ?? 0,
    'XOF',
    '+22670123456',
    rest.state ?? 'completed',
    rest.at ?? NOW,
  ].join(',');

/** A Tontine Pro statement with these lines, as a gateway would write it. */
export const statementOf = (lines: readonly GivenLine[]): string =>
  `${[HEADER, ...lines.map(lineOf)].join('\n')}\n`;

/** Sends a file as the page does, and reads the answer. */
export async function upload(who: Visitor, name: string, body: BodyInit, headers = {}) {
  const { status, text } = await who.request(
    `/admin/api/statements/upload?name=${encodeURIComponent(name)}`,
    {
      method: 'POST',
      body,
      headers: {
        accept: 'application/json',
        'content-type': 'application/octet-stream',
        ...headers,
      },
    },
  );
  return { status, ...JSON.parse(text) };
}

/** Imports a statement by the operations and waits until it is matched. Answers its id. */
export async function givenStatement(
  app: App,
  actor: GivenPerson,
  name: string,
  text: string,
): Promise<string> {
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  const { uploadId } = await app.receiveStatement({ actor, name, stream });
  const { fileId } = await app.importStatement({ actor, uploadId });
  await app.statementsIdle();
  return fileId;
}
