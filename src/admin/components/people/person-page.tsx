import React from 'react';
import { Link } from 'react-router-dom';
import {
  actionOf,
  fieldName,
  listCustom,
  listUrl,
  page,
  recordUrl,
  words,
} from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Cell } from '../list/cell.tsx';
import type { PageProps } from '../record/answers.ts';
import { CopyId } from '../record/copy-id.tsx';
import { Memberships } from './memberships.tsx';

const say = words.person;
const ACTS = ['reset', 'disable', 'enable'] as const;

/** One person: how they are reached, what they may do, their tontines and their wallet. */
export function PersonPage({ answer }: PageProps) {
  const { record } = answer;
  const { params } = record;
  const mayEdit = actionOf(record, 'edit') !== undefined;
  const acts = ACTS.filter((name) => actionOf(record, name));
  const walletId = String(params['walletId'] ?? '');
  return (
    <>
      <PageHead
        title={String(params['fullName'] ?? words.one.User)}
        crumb={{ to: listUrl('User'), text: words.resources.User }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        {params['disabled'] === true ? (
          <span className="chip chip-grey">{words.record.disabled}</span>
        ) : null}
        <dl className="details">
          {listCustom('User').details.map((column) => (
            <div key={column.name}>
              <dt>{fieldName(column.name)}</dt>
              <dd>
                <Cell column={column} record={record} exact />
              </dd>
            </div>
          ))}
        </dl>
        {walletId || mayEdit ? (
          <div className="row acts">
            {mayEdit ? (
              <Link className="button button-main" to={recordUrl('User', record.id, 'edit')}>
                {say.acts.edit}
              </Link>
            ) : null}
            {walletId ? (
              <Link className="button" to={recordUrl('Wallet', walletId)}>
                {say.openWallet}
              </Link>
            ) : null}
            {acts.map((name) => (
              <Link key={name} className="button" to={recordUrl('User', record.id, name)}>
                {say.acts[name]}
              </Link>
            ))}
          </div>
        ) : null}
      </section>
      <Memberships by="user" id={record.id} title={say.tontines} none={say.noTontines}>
        {page.session?.role === 'ADMIN' ? (
          <Link to={`${listUrl('Membership')}/actions/new?user=${record.id}`}>
            {say.addToTontine}
          </Link>
        ) : null}
      </Memberships>
    </>
  );
}
