import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { Column } from '../../definition.ts';
import { AsOfSection } from '../as-of/as-of-form.tsx';
import { listPath } from '../kit/api.ts';
import { actionOf, listTitle, listUrl, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Amount, Phone, When } from '../kit/values.tsx';
import { OnItsWay } from '../list/flow-cells.tsx';
import { RecordsTable } from '../list/records-table.tsx';
import type { PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';
import { Recent } from './recent.tsx';

const VAULT_COLUMNS: readonly Column[] = [
  { name: 'name', kind: 'text' },
  { name: 'lockedUntil', kind: 'lock' },
  { name: 'balance', kind: 'amount' },
];

function Vaults({ ownerId }: { ownerId: string }) {
  const path = listPath('Vault', `filters.owner=${ownerId}&sortBy=name&direction=asc`);
  const { data } = useLoaded<{ records: readonly RecordJSON[] }>(path);
  return data && data.records.length > 0 ? (
    <section className="card">
      <h2>{words.record.vaults}</h2>
      <RecordsTable id="Vault" columns={VAULT_COLUMNS} records={data.records} />
    </section>
  ) : null;
}

/** One member's money: what they have, what can be done, and what happened lately. */
export function WalletPage({ answer }: PageProps) {
  const { record } = answer;
  const person = record.populated['user']?.params ?? {};
  const acts = (['deposit', 'payout'] as const).filter((name) => actionOf(record, name));
  return (
    <>
      <PageHead
        title={String(person['fullName'] ?? words.one.Wallet)}
        crumb={{ to: listUrl('Wallet'), text: listTitle('Wallet') }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        <p className="muted">{words.fields.balance}</p>
        <p className="big">
          <Amount value={record.params['balance']} />
        </p>
        {record.params['comingIn'] || record.params['goingOut'] ? (
          <OnItsWay record={record} />
        ) : null}
        <p>
          <Phone value={person['phone']} />
        </p>
        <p className="muted">
          {words.fields.updatedAt} <When value={record.params['updatedAt']} exact />
        </p>
        {acts.length > 0 ? (
          <div className="row acts">
            {acts.map((name) => (
              <Link
                key={name}
                className={name === 'deposit' ? 'button button-main' : 'button'}
                to={recordUrl('Wallet', record.id, name)}
              >
                {words.pay[name].action}
              </Link>
            ))}
          </div>
        ) : null}
      </section>
      <Recent by="wallet" id={record.id} />
      <AsOfSection account={record.id} />
      <Vaults ownerId={String(record.params['userId'])} />
    </>
  );
}
