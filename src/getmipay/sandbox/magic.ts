/**
 * What the sandbox does beside the ordinary, by phone number. All are valid Burkinabè numbers.
 *
 * | Phone | Initiate answer | Afterwards |
 * |---|---|---|
 * | +226 70 99 99 99 | accepted | **the failing number**: the payout fails, a deposit paid on its page fails |
 * | +226 70 00 00 01 | refused (422) | nothing exists |
 * | +226 70 00 00 02 | after 30 s, later than the client waits | it was done; the webhook comes |
 * | +226 70 00 00 03 | 500 | it was done; the webhook comes |
 * | +226 70 00 00 04 | 500 | it was not done |
 * | +226 70 00 00 05 | connection cut after doing it | it was done; the webhook comes |
 * | +226 70 00 00 06 | never | it was not done |
 * | +226 70 00 00 07 | accepted | completes, then a second webhook says that it failed |
 * | +226 70 00 00 08 | accepted | completes, its webhook comes three times |
 * | +226 70 00 00 09 | accepted, after its webhook | completes before the answer (out of order) |
 * | +226 70 00 00 10 | accepted | completes, the webhook says 500 F too much |
 * | +226 70 00 00 11 | accepted | stays pending until somebody decides it through the door |
 *
 * A deposit that "was done" exists as an unpaid one: its page is listed on the home page.
 */
export interface Behaviour {
  readonly answer:
    | 'normal'
    | 'refused'
    | 'slow'
    | 'error'
    | 'error_undone'
    | 'lost'
    | 'silent'
    | 'early';
  /** How a payout ends by itself; a deposit ends when it is paid. */
  readonly ends: 'completed' | 'failed' | 'never';
  readonly contradicted: boolean;
  readonly copies: number;
  /** Added to the amount in the webhook. */
  readonly amountError: bigint;
}

export interface MagicNumber extends Behaviour {
  readonly phone: string;
  /** For the sandbox's own page, in French. */
  readonly what: string;
}

const ORDINARY: Behaviour = {
  answer: 'normal',
  ends: 'completed',
  contradicted: false,
  copies: 1,
  amountError: 0n,
};

const magic = (phone: string, what: string, changes: Partial<Behaviour>): MagicNumber => ({
  ...ORDINARY,
  ...changes,
  phone,
  what,
});

/** The number to show at a demonstration: the money leaves, then comes back. */
export const FAILING_NUMBER = '+22670999999';

export const MAGIC_NUMBERS: readonly MagicNumber[] = [
  magic(FAILING_NUMBER, 'Accepté, puis échoue : le paiement revient', { ends: 'failed' }),
  magic('+22670000001', 'Refusé tout de suite', { answer: 'refused' }),
  magic('+22670000002', 'Fait, mais la réponse arrive trop tard', { answer: 'slow' }),
  magic('+22670000003', 'Fait, mais répond par une erreur 500', { answer: 'error' }),
  magic('+22670000004', 'Pas fait, et répond par une erreur 500', { answer: 'error_undone' }),
  magic('+22670000005', 'Fait, mais la réponse est perdue', { answer: 'lost' }),
  magic('+22670000006', 'Pas fait, et ne répond jamais', { answer: 'silent' }),
  magic('+22670000007', 'Effectué, puis annoncé échoué', { contradicted: true }),
  magic('+22670000008', 'Effectué, annoncé trois fois', { copies: 3 }),
  magic('+22670000009', 'Annoncé avant la réponse', { answer: 'early' }),
  magic('+22670000010', 'Annoncé avec 500 F de trop', { amountError: 500n }),
  magic('+22670000011', 'Reste en cours', { ends: 'never' }),
];

export const magicOf = (phone: string): MagicNumber | undefined =>
  MAGIC_NUMBERS.find((number) => number.phone === phone);

/** What happens to an order for this E.164 phone. */
export const behaviourOf = (phone: string): Behaviour => magicOf(phone) ?? ORDINARY;
