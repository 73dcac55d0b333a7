import React from 'react';
import { Amount } from './amount.tsx';
import { Live } from './live.tsx';

/** What the wallet holds now; forms on the page read it to say what will be left. */
export const Available = ({ label, balance }: { label: string; balance: string }) => (
  <Live name="balance" className="available">
    {label}{' '}
    <data value={balance}>
      <Amount amount={balance} />
    </data>
  </Live>
);
