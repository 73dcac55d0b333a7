import React from 'react';
import { words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { SettingsData } from './answers.ts';
import { ChangedBy } from './changed-by.tsx';
import { draftOf } from './draft.ts';
import { MethodsTable } from './methods-table.tsx';

const say = words.settings;

/** The rules in force, for who may not change them. */
export function SettingsRead({ settings }: { settings: SettingsData }) {
  const { approvalAbove, approvalTtlHours, methods, changed } = settings;
  return (
    <>
      <p className="muted">{say.readOnly}</p>
      <section className="card">
        <h2>{say.approvals}</h2>
        <dl className="details">
          <div>
            <dt>{say.above}</dt>
            <dd>
              <Amount value={approvalAbove} />
              <ChangedBy changed={changed['approval_above']} />
            </dd>
          </div>
          <div>
            <dt>{say.ttl}</dt>
            <dd>
              {approvalTtlHours}
              <ChangedBy changed={changed['approval_ttl_hours']} />
            </dd>
          </div>
        </dl>
      </section>
      <section className="card">
        <h2>{say.methods}</h2>
        <MethodsTable methods={methods} off={draftOf(settings).off} turn={null} />
        <ChangedBy changed={changed['methods_off']} />
      </section>
    </>
  );
}
