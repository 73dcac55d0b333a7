import type { Gateway } from '../payments/gateway.ts';

/** The part of the port that a dialect speaks by itself. */
export type Speaker = Omit<Gateway, 'dialect' | 'health' | 'parseWebhook'>;
