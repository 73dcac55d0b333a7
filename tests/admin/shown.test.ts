import { expect, test } from 'vitest';
import { shownAmount } from '../../src/admin/shown.ts';

test.each([
  ['wallet', '5000', '5000'],
  ['payout_clearing', '-500', '-500'],
  ['suspense', '100', '100'],
  ['gateway_float', '-5000', '5000'],
  ['gateway_float', '500', '-500'],
  ['fees', '-70', '70'],
  ['receivable', '0', '0'],
])('a posting on %s of %s is read as %s', (account, amount, read) => {
  expect(shownAmount(account, amount)).toBe(read);
});
