import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { sentence } from '../../../kernel/messages.ts';
import type { Column } from '../../definition.ts';
import { elapsed } from '../kit/format.ts';
import { locale, methodName, recordUrl, word, words } from '../kit/page-data.ts';
import { OperationChips, StatusChip, shownStatus } from '../kit/status-chip.tsx';
import { Amount, hasArrived, Lock, Phone, signOf, When, Who } from '../kit/values.tsx';
import { ActorCell, OnItsWay, SubjectCell } from './flow-cells.tsx';

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

function WhoCell({ column, record }: CellProps) {
  const person = column.name === 'self' ? record : record.populated[column.name];
  const params = person?.params ?? {};
  const name = textOf(params['fullName'] ?? params['username']);
  return (
    <>
      <Who name={name} phone={params['phone']} />
      {params['disabled'] === true ? (
        <span className="chip chip-grey">{words.record.disabled}</span>
      ) : null}
    </>
  );
}

function LinkCell({ column, record }: CellProps) {
  const id = textOf(record.params[column.name]);
  if (!id) return <span>{words.record.none}</span>;
  const target = column.target ?? targetOf(column.name);
  const title = record.populated[column.name]?.params['name'];
  return <Link to={recordUrl(target, id)}>{title ? String(title) : words.list.see}</Link>;
}

const targetOf = (name: string) => (name === 'tontine' ? 'Tontine' : 'Transaction');

/** The family of words and the word that says more of a vault's move or a correction. */
const detailOf = ({
  type,
  direction,
  adjustment,
}: RecordJSON['params']): readonly [string, string] | null => {
  if (type === 'ADJUSTMENT') return ['adjustment', String(adjustment ?? '')];
  return direction ? ['direction', String(direction)] : null;
};

function OperationCell({ record }: CellProps) {
  const { type, method } = record.params;
  const said = detailOf(record.params);
  const how = said ? word(...said) : method ? methodName(String(method)) : null;
  return (
    <span className="who">
      <span>{word('type', type)}</span>
      {how ? <span className="muted">{how}</span> : null}
    </span>
  );
}

/** A code that has a sentence: why an event is suspended. */
const codeText = (family: string | undefined, value: unknown): string =>
  family === 'outcomeReason'
    ? sentence(locale, `suspended_${textOf(value)}`)
    : word(family ?? '', value);

interface CellProps {
  readonly column: Column;
  readonly record: RecordJSON;
  readonly exact?: boolean;
}

/** One value, drawn by its kind. Used by every list and every plain detail page. */
export function Cell({ column, record, exact = false }: CellProps) {
  const value: unknown = record.params[column.name];
  switch (column.kind) {
    case 'who':
      return <WhoCell column={column} record={record} />;
    case 'amount':
      return <Amount value={value} />;
    case 'signedAmount':
      return (
        <Amount value={value} sign={signOf(record.params)} arrived={hasArrived(record.params)} />
      );
    case 'status': {
      const status = column.name === 'status' ? shownStatus(record.params) : textOf(value);
      const since =
        status === 'STALE' ? (record.params['sentAt'] ?? record.params['createdAt']) : null;
      if (column.name === 'status' && record.params['corrected'])
        return <OperationChips params={record.params} />;
      return status ? (
        <StatusChip status={status} note={since ? elapsed(String(since)) : undefined} />
      ) : (
        <span>{words.record.none}</span>
      );
    }
    case 'operation':
      return <OperationCell column={column} record={record} />;
    case 'when':
      return <When value={value} exact={exact} />;
    case 'phone':
      return <Phone value={value} />;
    case 'role':
      return <span>{word('role', value)}</span>;
    case 'lock':
      return <Lock until={value} isLocked={record.params['isLocked'] === true} />;
    case 'word':
      return <span>{value ? codeText(column.words, value) : words.record.none}</span>;
    case 'onItsWay':
      return <OnItsWay record={record} />;
    case 'actor':
      return <ActorCell record={record} />;
    case 'subject':
      return <SubjectCell record={record} />;
    case 'link':
      return <LinkCell column={column} record={record} />;
    default: {
      const text = textOf(value);
      return <span className={text ? 'text' : 'text nothing'}>{text || words.record.none}</span>;
    }
  }
}
