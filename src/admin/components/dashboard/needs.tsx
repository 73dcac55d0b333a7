import React from 'react';
import { mayDecideMany } from '../approvals/use-inbox.tsx';
import { checkedText } from '../breaks/said.ts';
import { ago, today } from '../kit/format.ts';
import { listUrl, root, words } from '../kit/page-data.ts';
import type { DashboardAnswer } from './answers.ts';
import { Figure } from './figure.tsx';

const transactions = (query: string) => listUrl('Transaction', `?${query}`);

const breaks = (filter: Readonly<Record<string, string>>) =>
  `${root}/breaks?${new URLSearchParams(filter)}`;

/** The inbox for who decides; the operations themselves for who only reads. */
const APPROVALS = mayDecideMany()
  ? `${root}/approvals`
  : transactions('filters.status=AWAITING_APPROVAL');

/** Everything that waits for a person's eye, zero or not. */
export function Needs({ answer }: { answer: DashboardAnswer }) {
  const { day, house } = answer;
  const say = words.dashboard;
  const open = house?.breaks.byAge.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const counts = [
    ...(house
      ? ([
          [say.breaks, open, breaks({}), checkedText(house.breaks.checkedAt)],
          [say.resolutions, house.breaks.proposed, breaks({ state: 'proposed' })],
          [say.mine, house.breaks.mine, breaks({ assignee: 'me' })],
          [say.overdue, house.breaks.overdue, breaks({ due: 'overdue' })],
        ] as const)
      : []),
    [say.approvals, day.approvals, APPROVALS],
    [say.cases, day.cases, listUrl('Dispute', '?filters.state=OPEN')],
    [say.stale, day.stale, transactions('filters.stale=yes')],
    [say.unknown, day.unknown, transactions('filters.status=PENDING&filters.gatewayState=UNKNOWN')],
    [
      say.failedToday,
      day.failedToday,
      transactions(`filters.status=FAILED&filters.settledAt=${today()}`),
    ],
    ...(house
      ? ([
          [say.attention, house.attention, transactions('filters.queue=ATTENTION')],
          [say.suspended, house.suspended, listUrl('WebhookEvent', '?filters.outcome=suspended')],
        ] as const)
      : []),
  ] as const;
  const last = house?.refusedWebhooks.lastAt;
  return (
    <section>
      <h2>{say.needs}</h2>
      <div className="figures">
        {counts.map(([title, count, to, note]) => (
          <Figure
            key={title}
            title={title}
            value={count}
            to={to}
            note={note}
            alarming={count > 0}
          />
        ))}
        {house ? (
          <Figure
            title={say.refused}
            value={house.refusedWebhooks.count}
            note={last ? `${say.refusedLast(ago(last))}. ${say.refusedHint}` : say.refusedNever}
            alarming={house.refusedWebhooks.count > 0}
          />
        ) : null}
        {house && house.wrongTimeWebhooks > 0 ? (
          <Figure
            title={say.wrongTime}
            value={house.wrongTimeWebhooks}
            note={say.wrongTimeHint}
            alarming
          />
        ) : null}
      </div>
    </section>
  );
}
