import React from 'react';
import { Link } from 'react-router-dom';
import { AsOfSection } from '../as-of/as-of-form.tsx';
import { actionOf, listUrl, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Amount, Lock, Who } from '../kit/values.tsx';
import type { PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';
import { Recent } from './recent.tsx';

/** Money put aside: how much, until when, and the moves that make sense now. */
export function VaultPage({ answer }: PageProps) {
  const { record } = answer;
  const { params } = record;
  const isLocked = params['isLocked'] === true;
  const person = record.populated['owner']?.params ?? {};
  const acts = (['moveIn', 'moveOut', 'lock'] as const).filter(
    (name) => actionOf(record, name) && !(name === 'moveOut' && isLocked),
  );
  return (
    <>
      <PageHead
        title={String(params['name'])}
        crumb={{ to: listUrl('Vault'), text: words.resources.Vault }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        <p className="big">
          <Amount value={params['balance']} />
        </p>
        <Lock until={params['lockedUntil']} isLocked={isLocked} />
        <Who name={String(person['fullName'] ?? '')} phone={person['phone']} />
        {acts.length > 0 ? (
          <div className="row acts">
            {acts.map((name, index) => (
              <Link
                key={name}
                className={index === 0 ? 'button button-main' : 'button'}
                to={recordUrl('Vault', record.id, name)}
              >
                {words.vault[name].action}
              </Link>
            ))}
          </div>
        ) : null}
      </section>
      <Recent by="vault" id={record.id} />
      <AsOfSection account={record.id} />
    </>
  );
}
