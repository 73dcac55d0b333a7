import * as z from 'zod';
import { invalid } from '../../kernel/errors.ts';

const PARAMS = z.strictObject({
  transactionId: z.uuid().optional(),
  transactionIds: z.array(z.uuid()).min(1).max(200).optional(),
  lineIds: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(200)
    .optional(),
  eventId: z.uuid().optional(),
  resolutionId: z.uuid().optional(),
  /** Where the difference of a match by hand goes. */
  absorb: z.enum(['suspense', 'write_off']).optional(),
});

export type Params = z.infer<typeof PARAMS>;

/**
 * What a resolution is about beyond its break, as a hand-made request may not spell it.
 * @throws InvalidInput `params_invalid`
 */
export function parseParams(given: unknown): Params {
  const parsed = PARAMS.safeParse(given ?? {});
  if (!parsed.success) {
    throw invalid('params', 'params_invalid', 'What the resolution is about cannot be read.');
  }
  return parsed.data;
}
