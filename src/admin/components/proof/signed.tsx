import React from 'react';
import { francs } from '../kit/format.ts';
import { Amount } from '../kit/values.tsx';

export const isZero = (amount: string): boolean => BigInt(amount) === 0n;

/** `−1 250 F CFA`, for a sentence. */
export const signedFrancs = (amount: string): string =>
  amount.startsWith('-') ? `−${francs(amount.slice(1))}` : francs(amount);

/** A difference says its direction even when it is above zero. */
export const Difference = ({ value }: { value: string }) => (
  <Amount value={value} sign={value.startsWith('-') ? '' : '+'} />
);
