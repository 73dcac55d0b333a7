import React from 'react';
import { groupThousands } from '../../kernel/money.ts';

const SIGNS = { in: '+\u202f', out: '−\u202f', none: '' } as const;

/** `+ 5 000 F CFA`: a sign besides the colour, the unit smaller. `lost`: it did not happen. */
export const Amount = (props: { amount: string; effect?: keyof typeof SIGNS; lost?: boolean }) => {
  const { amount, effect = 'none', lost = false } = props;
  const text = (
    <>
      {SIGNS[effect]}
      {groupThousands(amount)}
      <span className="unit">{'\u00a0F\u00a0CFA'}</span>
    </>
  );
  const className = `amount ${lost ? 'lost' : effect}`;
  return lost ? <s className={className}>{text}</s> : <span className={className}>{text}</span>;
};
