import { describe, expect, test } from 'vitest';
import { json, order } from './misbehaving.ts';
import { ACCEPTED, envelope, SERVICE, v1Stub } from './v1-stub.ts';

describe('a one-time code', () => {
  const isWanted = async (stub: Awaited<ReturnType<typeof v1Stub>>) => {
    const gateway = stub.gateway();
    const asked = async () => {
      const answer = await gateway.services();
      return answer.kind === 'told' && answer.services[0]?.otp;
    };
    const before = await asked();
    const answer = await gateway.initiateDeposit(order);
    return { before, answer, after: await asked() };
  };

  test('is wanted where the list says so', async () => {
    const stub = await v1Stub({
      '/services': json(200, envelope([{ ...SERVICE, requires_otp: true }])),
    });
    expect(await isWanted(stub)).toMatchObject({ before: true, after: true });
  });

  test('is learned from an answer that waits for one', async () => {
    const answer = json(201, envelope({ ...ACCEPTED, otp_required: true }));
    expect(await isWanted(await v1Stub({ '/payins': answer }))).toMatchObject({
      before: false,
      answer: { kind: 'accepted', otpNeeded: true, warning: null },
      after: true,
    });
  });

  test('is learned from a refusal that speaks of one', async () => {
    const answer = json(422, { success: false, message: 'Le code de paiement est obligatoire.' });
    expect(await isWanted(await v1Stub({ '/payins': answer }))).toMatchObject({
      before: false,
      answer: { kind: 'refused', reason: 'otp_refused' },
      after: true,
    });
  });
});

test('a code that the gateway refuses does not make everybody need one', async () => {
  const stub = await v1Stub({
    '/payins': json(422, { success: false, message: 'Code OTP non accepté par ce service.' }),
  });
  const gateway = stub.gateway();
  expect(await gateway.initiateDeposit({ ...order, otp: '1234' })).toMatchObject({
    kind: 'refused',
    reason: 'otp_refused',
  });
  expect(await gateway.services()).toMatchObject({ services: [{ otp: false }] });
});
