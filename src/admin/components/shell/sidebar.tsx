import React from 'react';
import { NavLink } from 'react-router-dom';
import { mayDecideMany, useInbox } from '../approvals/use-inbox.tsx';
import { useOpenBreaks } from '../breaks/use-open-breaks.tsx';
import { Icon, type IconName } from '../kit/icon.tsx';
import {
  listTitle,
  listUrl,
  mayOpen,
  page,
  type ResourceId,
  root,
  words,
} from '../kit/page-data.ts';
import { Bell } from '../notices/bell.tsx';
import { ActingFor } from './acting-for.tsx';
import { Settings } from './settings.tsx';

const GROUPS: readonly { title: string; ids: readonly (readonly [ResourceId, IconName])[] }[] = [
  {
    title: words.shell.money,
    ids: [
      ['Wallet', 'wallet'],
      ['Transaction', 'swap'],
      ['Vault', 'lock'],
      ['Dispute', 'question'],
    ],
  },
  {
    title: words.shell.people,
    ids: [
      ['User', 'people'],
      ['Tontine', 'ring'],
      ['Membership', 'personCheck'],
    ],
  },
  {
    title: words.shell.proofs,
    ids: [
      ['WebhookEvent', 'inbox'],
      ['Journal', 'book'],
      ['AuditEntry', 'eye'],
    ],
  },
];

/** Pages of the reconciliation group, in reading order. */
const RECONCILIATION: readonly { path: string; icon: IconName; text: string }[] = [
  { path: 'breaks', icon: 'scale', text: words.breaks.title },
  { path: 'statements', icon: 'file', text: words.statements.title },
  { path: 'proof', icon: 'proof', text: words.proof.title },
  { path: 'rules', icon: 'filter', text: words.rules.title },
  { path: 'as-of', icon: 'clock', text: words.asOf.title },
];

const Item = ({
  to,
  icon,
  text,
  end = false,
  badge,
}: {
  to: string;
  icon: IconName;
  text: string;
  end?: boolean;
  badge?: { readonly count: number; readonly said: string } | undefined;
}) => (
  <li>
    <NavLink
      to={to}
      end={end}
      className={({ isActive }) => (isActive ? 'nav-item active' : 'nav-item')}
    >
      <Icon name={icon} />
      {text}
      {badge && badge.count > 0 ? (
        <span className="badge">
          <span aria-hidden="true">{badge.count}</span>
          <span className="visually-hidden">{badge.said}</span>
        </span>
      ) : null}
    </NavLink>
  </li>
);

const isOffice = ['FINANCE', 'ADMIN'].includes(page.session?.role ?? '');

export function Sidebar({ open, close }: { open: boolean; close(): void }) {
  const { inbox } = useInbox();
  const waiting = inbox?.waiting ?? 0;
  const cases = inbox?.cases ?? 0;
  const { open: breaks, toDecide } = useOpenBreaks();
  const decisions = [
    ...(waiting > 0 ? [words.approvals.badge(waiting)] : []),
    ...(toDecide > 0 ? [words.breakActs.proposal.badge(toDecide)] : []),
  ];
  return (
    <aside className={open ? 'sidebar open' : 'sidebar'}>
      <div className="brand">
        <span className="brand-mark" aria-hidden="true">
          T
        </span>
        {words.name}
        <Bell wide />
        <button
          type="button"
          className="icon-button sidebar-close"
          onClick={close}
          aria-label={words.shell.closeMenu}
        >
          <Icon name="cross" />
        </button>
      </div>
      <ActingFor />
      <nav aria-label={words.shell.navigation}>
        <ul>
          <Item to={root} end icon="home" text={words.shell.dashboard} />
          {mayDecideMany() || isOffice ? (
            <Item
              to={`${root}/approvals`}
              icon="personCheck"
              text={words.approvals.title}
              badge={{ count: waiting + toDecide, said: decisions.join(', ') }}
            />
          ) : null}
        </ul>
        {isOffice ? (
          <section>
            <h2>{words.breaks.group}</h2>
            <ul>
              {RECONCILIATION.map(({ path, icon, text }) => (
                <Item
                  key={path}
                  to={`${root}/${path}`}
                  icon={icon}
                  text={text}
                  badge={
                    path === 'breaks'
                      ? { count: breaks, said: words.breaks.badge(breaks) }
                      : undefined
                  }
                />
              ))}
            </ul>
          </section>
        ) : null}
        {GROUPS.map(({ title, ids }) => {
          const shown = ids.filter(([id]) => mayOpen(id));
          return shown.length === 0 ? null : (
            <section key={title}>
              <h2>{title}</h2>
              <ul>
                {shown.map(([id, icon]) => (
                  <Item
                    key={id}
                    to={listUrl(id)}
                    icon={icon}
                    text={listTitle(id)}
                    badge={
                      id === 'Dispute'
                        ? { count: cases, said: words.cases.badge(cases) }
                        : undefined
                    }
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {isOffice ? (
          <ul>
            <Item to={`${root}/settings`} icon="sliders" text={words.settings.title} />
          </ul>
        ) : null}
      </nav>
      <Settings />
    </aside>
  );
}
