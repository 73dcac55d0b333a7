import React from 'react';
import { NavLink } from 'react-router-dom';
import { Icon, type IconName } from '../kit/icon.tsx';
import { listTitle, listUrl, mayOpen, type ResourceId, root, words } from '../kit/page-data.ts';
import { Settings } from './settings.tsx';

const GROUPS: readonly { title: string; ids: readonly (readonly [ResourceId, IconName])[] }[] = [
  {
    title: words.shell.money,
    ids: [
      ['Wallet', 'wallet'],
      ['Transaction', 'swap'],
      ['Vault', 'lock'],
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

const Item = ({
  to,
  icon,
  text,
  end = false,
}: {
  to: string;
  icon: IconName;
  text: string;
  end?: boolean;
}) => (
  <li>
    <NavLink
      to={to}
      end={end}
      className={({ isActive }) => (isActive ? 'nav-item active' : 'nav-item')}
    >
      <Icon name={icon} />
      {text}
    </NavLink>
  </li>
);

export function Sidebar({ open, close }: { open: boolean; close(): void }) {
  return (
    <aside className={open ? 'sidebar open' : 'sidebar'}>
      <div className="brand">
        <span className="brand-mark" aria-hidden="true">
          T
        </span>
        {words.name}
        <button
          type="button"
          className="icon-button sidebar-close"
          onClick={close}
          aria-label={words.shell.closeMenu}
        >
          <Icon name="cross" />
        </button>
      </div>
      <nav aria-label={words.shell.navigation}>
        <ul>
          <Item to={root} end icon="home" text={words.shell.dashboard} />
        </ul>
        {GROUPS.map(({ title, ids }) => {
          const shown = ids.filter(([id]) => mayOpen(id));
          return shown.length === 0 ? null : (
            <section key={title}>
              <h2>{title}</h2>
              <ul>
                {shown.map(([id, icon]) => (
                  <Item key={id} to={listUrl(id)} icon={icon} text={listTitle(id)} />
                ))}
              </ul>
            </section>
          );
        })}
      </nav>
      <Settings />
    </aside>
  );
}
