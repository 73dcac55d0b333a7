import React from 'react';
import { NavLink } from 'react-router-dom';
import { root, words } from '../kit/page-data.ts';

const TABS = [
  ['', words.statements.tabs.files],
  ['/deliveries', words.statements.tabs.deliveries],
] as const;

/** The two sides of what comes in: files, and the messages that did not come. */
export const StatementTabs = () => (
  <nav className="tabs" aria-label={words.statements.title}>
    {TABS.map(([path, text]) => (
      <NavLink
        key={path}
        end
        to={`${root}/statements${path}`}
        className={({ isActive }) => (isActive ? 'tab active' : 'tab')}
      >
        {text}
      </NavLink>
    ))}
  </nav>
);
