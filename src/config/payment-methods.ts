import * as z from 'zod';
import type { PaymentMethod } from '../payments/methods.ts';

/** BCEAO Instruction 008-05-2015, for an identified customer; operators take about 100 to 2,000,000 F. */
const DEFAULTS = {
  enabled: true,
  deposit: true,
  payout: true,
  min: 100n,
  max: 2_000_000n,
  maxBalance: 2_000_000n,
  maxMonthlyDeposits: 10_000_000n,
};

export const DEFAULT_METHODS: readonly PaymentMethod[] = [
  { id: 'wave', label: 'Wave', ...DEFAULTS },
  { id: 'orange_money', label: 'Orange Money', ...DEFAULTS },
  { id: 'moov_money', label: 'Moov Money', ...DEFAULTS },
  { id: 'mtn_money', label: 'MTN Money', ...DEFAULTS },
  // Nobody can be paid out to a card.
  { id: 'visa', label: 'Visa Card', ...DEFAULTS, payout: false },
];

const EXPECTED =
  'PAYMENT_METHODS must be JSON such as {"wave": {"label": "Wave", "enabled": true, "deposit": true, "payout": true, "min": 100, "max": 2000000}}, amounts in whole francs';

const francs = z
  .union([z.number().int().safe(), z.string().regex(/^\d{1,15}$/)])
  .transform((value) => BigInt(value))
  .refine((amount) => amount >= 0n);

const oneMethod = z.strictObject({
  label: z.string().trim().min(1).max(60).optional(),
  /** The predecessor's word for the label. */
  name: z.string().trim().min(1).max(60).optional(),
  enabled: z.boolean().optional(),
  deposit: z.boolean().optional(),
  payout: z.boolean().optional(),
  min: francs.optional(),
  max: francs.optional(),
  maxBalance: francs.optional(),
  maxMonthlyDeposits: francs.optional(),
});

const allMethods = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), oneMethod);

/** The methods named in the setting; what one leaves out is as shipped. Answers a sentence on error. */
export function readMethods(text: string): readonly PaymentMethod[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `${EXPECTED}; this is not JSON.`;
  }
  const parsed = allMethods.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${EXPECTED}; ${issue?.path.join('.') || 'it'}: ${issue?.message}.`;
  }
  const methods = Object.entries(parsed.data).map(([id, given]) => methodOf(id, given));
  const crossed = methods.find((method) => method.min > method.max);
  return crossed ? `PAYMENT_METHODS: ${crossed.id} has a min above its max.` : methods;
}

function methodOf(id: string, given: z.infer<typeof oneMethod>): PaymentMethod {
  const shipped = DEFAULT_METHODS.find((method) => method.id === id);
  const { label, name, ...rest } = given;
  const present = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  return { ...DEFAULTS, ...shipped, ...present, id, label: label ?? name ?? shipped?.label ?? id };
}
