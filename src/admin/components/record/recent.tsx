import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { Column } from '../../definition.ts';
import { listPath } from '../kit/api.ts';
import { listUrl, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { RecordsTable } from '../list/records-table.tsx';

const COLUMNS: readonly Column[] = [
  { name: 'type', kind: 'operation' },
  { name: 'amount', kind: 'signedAmount' },
  { name: 'status', kind: 'status' },
  { name: 'createdAt', kind: 'when' },
];

/** The latest transactions of one wallet or vault. */
export function Recent({ by, id }: { by: 'wallet' | 'vault'; id: string }) {
  const filter = `filters.${by}=${id}`;
  const { data, failure, reload } = useLoaded<{ records: readonly RecordJSON[] }>(
    listPath('Transaction', `${filter}&perPage=8`),
  );
  return (
    <section className="card">
      <div className="row spread">
        <h2>{words.record.recent}</h2>
        <Link to={listUrl('Transaction', `?${filter}`)}>{words.record.allOperations}</Link>
      </div>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={3} /> : null}
      {data?.records.length === 0 ? <p className="muted">{words.record.noOperations}</p> : null}
      {data && data.records.length > 0 ? (
        <RecordsTable id="Transaction" columns={COLUMNS} records={data.records} />
      ) : null}
    </section>
  );
}
