import { describe, expect, test } from 'vitest';
import { sign } from '../../src/getmipay/signature.ts';
import { parseWebhook } from '../../src/getmipay/webhook.ts';
import { PAYLOAD_SECRET, payload, payloads } from './payloads.ts';

const deliver = (raw: Buffer, signature: string | undefined, secrets = [PAYLOAD_SECRET]) =>
  parseWebhook({ raw, headers: { 'x-signature': signature } }, secrets);

const SIGNATURE_REFUSED = { kind: 'refused', why: 'signature' };

describe('a genuine signature', () => {
  test.each(payloads.filter(({ form }) => form !== null))(
    'is recognised on $name, made by Python',
    ({ raw, signature }) => {
      expect(deliver(raw, signature).kind).toBe('fact');
    },
  );

  test('may be written in capitals and with sha256= in front', () => {
    const { raw, signature } = payload('flat-float');
    expect(deliver(raw, signature.toUpperCase()).kind).toBe('fact');
    expect(deliver(raw, `sha256=${signature}`).kind).toBe('fact');
  });

  test('is accepted under each of several secrets, and no longer once its secret is removed', () => {
    const { raw, signature } = payload('accents-emoji-utf8-signed-sorted');
    expect(deliver(raw, signature, ['new', PAYLOAD_SECRET]).kind).toBe('fact');
    expect(deliver(raw, signature, ['new'])).toEqual(SIGNATURE_REFUSED);
  });
});

describe('one flipped byte', () => {
  const signedAsSent = payloads.filter(({ form }) => form === 'raw');

  test.each(signedAsSent)('is refused wherever it is in $name, whatever it becomes', (sent) => {
    for (let index = 0; index < sent.raw.length; index += 1) {
      for (let change = 1; change < 256; change += 1) {
        const damaged = Buffer.from(sent.raw);
        damaged[index] = (damaged[index] ?? 0) ^ change;
        if (deliver(damaged, sent.signature).kind !== 'refused') {
          expect.fail(`byte ${index} xor ${change} was accepted`);
        }
      }
    }
  });

  test('in the signature is refused', () => {
    const { raw, signature } = payload('flat-float');
    for (let index = 0; index < signature.length; index += 1) {
      const other = signature[index] === '0' ? '1' : '0';
      const damaged = signature.slice(0, index) + other + signature.slice(index + 1);
      expect(deliver(raw, damaged)).toEqual(SIGNATURE_REFUSED);
    }
  });
});

describe('what is not genuine', () => {
  const { raw, signature } = payload('seed-default');

  test.each([
    undefined,
    '',
    'sha256=',
    signature.slice(1),
    `${signature}00`,
    `sha1=${signature}`,
    `md5=${signature}`,
    ` ${signature} ${signature}`,
    `${signature}, ${signature}`,
    'é'.repeat(64),
  ])('is refused: %s', (header) => {
    expect(deliver(raw, header)).toEqual(SIGNATURE_REFUSED);
  });

  test('a header sent twice is refused', () => {
    const headers = { 'x-signature': [signature, signature] };
    expect(parseWebhook({ raw, headers }, [PAYLOAD_SECRET])).toEqual(SIGNATURE_REFUSED);
  });

  test('an empty secret opens nothing', () => {
    expect(deliver(raw, sign(raw, ''), [''])).toEqual(SIGNATURE_REFUSED);
    expect(deliver(raw, sign(raw, ''), [])).toEqual(SIGNATURE_REFUSED);
  });

  test('an unsigned body nested 100,000 levels deep is refused', () => {
    expect(deliver(Buffer.from('['.repeat(100_000)), signature)).toEqual(SIGNATURE_REFUSED);
  });
});

describe('a signature over data alone', () => {
  const { raw, signature } = payload('data-signed');
  const { data: _, ...envelope } = JSON.parse(raw.toString());
  const data = raw.toString().slice(raw.indexOf('"data"'));
  const resend = (changes: object) => {
    const outside = JSON.stringify({ ...envelope, ...changes }).slice(0, -1);
    return deliver(Buffer.from(`${outside}, ${data}`), signature);
  };

  test('does not carry over to another event or another transaction', () => {
    expect(resend({}).kind).toBe('fact');
    expect(resend({ event: 'payment.failed' })).toEqual(SIGNATURE_REFUSED);
    expect(resend({ event: 'payout.failed' })).toEqual(SIGNATURE_REFUSED);
    expect(resend({ event: 'payment.refunded' })).toEqual(SIGNATURE_REFUSED);
    expect(resend({ transaction_id: 'GMP-9999' })).toEqual(SIGNATURE_REFUSED);
    expect(resend({ payout_id: 'GMP-9999' })).toEqual(SIGNATURE_REFUSED);
  });

  test('is refused where the data does not say the outcome itself', () => {
    const silent = payload('data-signed-without-status');
    expect(deliver(silent.raw, silent.signature)).toEqual(SIGNATURE_REFUSED);
  });

  test('vouches for nothing outside: fields added there are not read, contradictions suspend', () => {
    const added = resend({ fee: 4000, phone: '+22670999999', reference: crypto.randomUUID() });
    expect(added).toMatchObject({ fact: { amount: 5000n, fee: null, phone: null, ownId: null } });
    const contradicted = resend({ amount: 9000 });
    expect(contradicted).toMatchObject({ fact: { amount: 5000n, problem: 'fields_disagree' } });
  });
});
