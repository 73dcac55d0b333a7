import type { RecordJSON } from 'adminjs';
import React from 'react';
import { instant } from '../kit/format.ts';
import { StatusChip, shownStatus } from '../kit/status-chip.tsx';
import { Amount, signOf, Who } from '../kit/values.tsx';

/** An operation that a search found: enough of it to be told from its neighbours. */
export const FoundOperation = ({ record: { params, populated } }: { record: RecordJSON }) => (
  <span className="row spread">
    <Who name={String(populated['user']?.params['fullName'] ?? '')} phone={params['phone']} />
    <span className="muted">{instant(String(params['createdAt']))}</span>
    <StatusChip status={shownStatus(params)} />
    <Amount value={params['amount']} sign={signOf(params)} />
  </span>
);
