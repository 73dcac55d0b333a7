import type { Request } from 'express';
import type { Operation } from '../operation.ts';

/** Where the payer pays, at the address under which the merchant reached us. */
export const payPageOf = ({ reference }: Operation, request: Request): string =>
  `${request.protocol}://${request.get('host')}/pay/${reference}`;
