import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { listPath } from '../kit/api.ts';
import { actionOf, fieldName, listUrl, recordUrl, word, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Who } from '../kit/values.tsx';
import type { ListMeta } from '../list/answers.ts';
import { countText } from '../list/count-text.ts';

/** How many are shown; the list has them all. */
const SHOWN = 50;

/** The other end of a membership: the person, seen from a tontine, or the tontine. */
function Other({ by, record }: { by: 'user' | 'tontine'; record: RecordJSON }) {
  if (by === 'user') {
    const tontine = record.populated['tontine'];
    return (
      <Link to={recordUrl('Tontine', String(record.params['tontineId']))}>
        {String(tontine?.params['name'] ?? words.list.see)}
      </Link>
    );
  }
  const person = record.populated['user']?.params ?? {};
  return (
    <Link className="row-link" to={recordUrl('User', String(record.params['userId']))}>
      <Who name={String(person['fullName'] ?? '')} phone={person['phone']} />
    </Link>
  );
}

function MembershipTable({
  by,
  records,
}: {
  by: 'user' | 'tontine';
  records: readonly RecordJSON[];
}) {
  return (
    <table className="plain memberships">
      <thead>
        <tr>
          <th scope="col">{by === 'user' ? words.one.Tontine : fieldName('self')}</th>
          <th scope="col">{fieldName('kind')}</th>
          <th scope="col">
            <span className="visually-hidden">{words.list.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td>
              <Other by={by} record={record} />
            </td>
            <td>{word('kind', record.params['kind'])}</td>
            <td className="number">
              {actionOf(record, 'remove') ? (
                <Link
                  className="button button-small"
                  to={recordUrl('Membership', record.id, 'remove')}
                >
                  {words.membership.remove.act}
                </Link>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who is in a tontine, or which tontines a person is in. */
export function Memberships({
  by,
  id,
  title,
  none,
  children,
}: {
  by: 'user' | 'tontine';
  id: string;
  title: string;
  none: string;
  children?: React.ReactNode;
}) {
  const filter = `filters.${by}=${id}`;
  const { data, failure, reload } = useLoaded<{
    records: readonly RecordJSON[];
    meta: ListMeta;
  }>(listPath('Membership', `${filter}&perPage=${SHOWN}&sortBy=user&direction=asc`));
  return (
    <section className="card">
      <div className="row spread">
        <h2>{title}</h2>
        {children}
      </div>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={3} /> : null}
      {data?.records.length === 0 ? <p className="muted">{none}</p> : null}
      {data && data.records.length > 0 ? <MembershipTable by={by} records={data.records} /> : null}
      {data && data.meta.total > SHOWN ? (
        <Link to={listUrl('Membership', `?${filter}`)}>{countText(data.meta)}</Link>
      ) : null}
    </section>
  );
}
