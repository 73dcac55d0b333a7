import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Column } from '../../definition.ts';
import { Icon } from '../kit/icon.tsx';
import { actionOf, fieldName, type ResourceId, recordUrl, words } from '../kit/page-data.ts';
import { Cell } from './cell.tsx';
import type { ListQuery } from './list-query.ts';

interface TableProps {
  readonly id: ResourceId;
  readonly columns: readonly Column[];
  readonly records: readonly RecordJSON[];
  readonly meta?: { readonly sortBy: string; readonly direction: 'asc' | 'desc' };
  readonly query?: ListQuery;
}

const NUMBERS: readonly string[] = ['amount', 'signedAmount', 'onItsWay'];

/** The actions that a row offers without being opened. */
const QUICK = [
  ['deposit', words.pay.deposit.action],
  ['payout', words.pay.payout.action],
] as const;

function Heading({ column, meta, query }: Pick<TableProps, 'meta' | 'query'> & { column: Column }) {
  const name = fieldName(column.name);
  const sorted = meta?.sortBy === column.name ? meta.direction : null;
  const order = sorted === 'asc' ? 'ascending' : 'descending';
  const className = NUMBERS.includes(column.kind) ? 'number' : undefined;
  if (!column.sort || !query) {
    return (
      <th scope="col" className={className}>
        {name}
      </th>
    );
  }
  return (
    <th scope="col" className={className} aria-sort={sorted ? order : undefined}>
      <button
        type="button"
        className="sort"
        title={words.list.sortBy(name)}
        onClick={() => query.setSort(column.name, sorted === 'asc' ? 'desc' : 'asc')}
      >
        {name}
        {sorted ? <Icon name={sorted === 'asc' ? 'up' : 'down'} /> : null}
      </button>
    </th>
  );
}

function Row({
  id,
  columns,
  record,
}: {
  id: ResourceId;
  columns: readonly Column[];
  record: RecordJSON;
}) {
  const navigate = useNavigate();
  const url = recordUrl(id, record.id);
  const quick = QUICK.filter(([name]) => actionOf(record, name));
  return (
    <tr
      onClick={({ target }) => {
        if (target instanceof Element && !target.closest('a, button')) navigate(url);
      }}
    >
      {columns.map((column, index) => (
        <td key={column.name} data-label={fieldName(column.name)} className={`cell-${column.kind}`}>
          {index === 0 ? (
            <Link to={url} className="row-link">
              <Cell column={column} record={record} />
            </Link>
          ) : (
            <Cell column={column} record={record} />
          )}
        </td>
      ))}
      {quick.length > 0 ? (
        <td className="cell-actions">
          {quick.map(([name, text]) => (
            <Link key={name} className="button button-small" to={recordUrl(id, record.id, name)}>
              {text}
            </Link>
          ))}
        </td>
      ) : null}
    </tr>
  );
}

/** A table on a wide screen, cards on a phone. A row opens its record by click and by keyboard. */
export function RecordsTable({ id, columns, records, meta, query }: TableProps) {
  const hasQuick = records.some((record) => QUICK.some(([name]) => actionOf(record, name)));
  return (
    <table className={`records records-${id}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading
              key={column.name}
              column={column}
              {...(meta ? { meta } : {})}
              {...(query ? { query } : {})}
            />
          ))}
          {hasQuick ? (
            <th scope="col">
              <span className="visually-hidden">{words.list.actions}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <Row key={record.id} id={id} columns={columns} record={record} />
        ))}
      </tbody>
    </table>
  );
}
