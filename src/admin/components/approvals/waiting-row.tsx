import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { systemClock } from '../../../kernel/clock.ts';
import { ago, francs, instant } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { actionOf, methodName, page, recordUrl, words } from '../kit/page-data.ts';
import { Amount, Phone } from '../kit/values.tsx';
import { amountOf, memberOf, needsCode, reasonsOf } from './waiting.ts';

const say = words.approvals;
const ACTS = ['approve', 'reject', 'cancel'] as const;

const hasPassed = (iso: string): boolean => Date.parse(iso) <= systemClock.now().getTime();

/** Who asked, when, and until when somebody may decide. */
function Terms({ record }: { record: RecordJSON }) {
  const { createdAt, approvalExpiresAt, makerName } = record.params;
  const expires = String(approvalExpiresAt ?? '');
  const tontine = record.populated['tontine']?.params['name'];
  return (
    <p className="waiting-terms">
      {/* A treasurer has one; finance decides for all of them. */}
      {tontine && page.session?.role === 'FINANCE' ? <span>{String(tontine)}</span> : null}
      <span>
        {say.maker} {say.by(String(makerName ?? ''), ago(String(createdAt)))}
      </span>
      {expires ? (
        <time dateTime={expires} title={instant(expires)}>
          {hasPassed(expires) ? say.expired : `${say.expires} ${ago(expires)}`}
        </time>
      ) : null}
    </p>
  );
}

interface RowProps {
  readonly record: RecordJSON;
  readonly stepUpAbove: string | null;
  /** Without it the row cannot be chosen. */
  readonly choice?: { readonly chosen: boolean; choose(chosen: boolean): void };
}

/** One payout that waits: to whom, how much, why, and what this person may do about it. */
export function WaitingRow({ record, stepUpAbove, choice }: RowProps) {
  const member = memberOf(record);
  const { params } = record;
  return (
    <li className="card waiting">
      <div className="waiting-head">
        {choice ? (
          <input
            type="checkbox"
            checked={choice.chosen}
            aria-label={say.choose(member.name, francs(amountOf(record)))}
            onChange={({ target }) => choice.choose(target.checked)}
          />
        ) : null}
        <Link className="row-link who" to={recordUrl('Transaction', record.id)}>
          <span className="who-name">{member.name}</span>
          <span className="muted">
            {say.to} <Phone value={params['phone']} />{' '}
            <span className="nowrap">· {methodName(String(params['method']))}</span>
          </span>
        </Link>
        <strong className="waiting-amount">
          <Amount value={params['amount']} />
        </strong>
      </div>
      <ul className="reasons">
        {reasonsOf(record).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {choice && needsCode(record, stepUpAbove) ? (
          <li className="needs-code">
            <Icon name="lock" />
            {say.result.code_needed}
          </li>
        ) : null}
      </ul>
      <div className="waiting-foot">
        <Terms record={record} />
        <div className="row acts">
          {ACTS.filter((name) => actionOf(record, name)).map((name) => (
            <Link
              key={name}
              className={
                name === 'approve' ? 'button button-main button-small' : 'button button-small'
              }
              to={recordUrl('Transaction', record.id, name)}
            >
              {say[name].action}
              <span className="visually-hidden">
                {' '}
                {francs(amountOf(record))} {member.name}
              </span>
            </Link>
          ))}
        </div>
      </div>
    </li>
  );
}
