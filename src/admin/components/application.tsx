import React, { useState } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { ApprovalsPage } from './approvals/approvals-page.tsx';
import { InboxProvider } from './approvals/use-inbox.tsx';
import { AsOfPage } from './as-of/as-of-page.tsx';
import { BreaksPage } from './breaks/breaks-page.tsx';
import { DashboardPage } from './dashboard/dashboard-page.tsx';
import { DownBanner } from './gateway/down-banner.tsx';
import { GatewayProvider } from './gateway/use-gateway.tsx';
import { Icon } from './kit/icon.tsx';
import { Notices } from './kit/notices.tsx';
import { root, words } from './kit/page-data.ts';
import { Gone } from './kit/states.tsx';
import { ListRoute } from './list/list-page.tsx';
import { Bell } from './notices/bell.tsx';
import { ProofPage } from './proof/proof-page.tsx';
import { RecordRoute, ResourceActionRoute } from './record/record-route.tsx';
import { RulesPage } from './rules/rules-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { Sidebar } from './shell/sidebar.tsx';
import { DeliveriesPage } from './statements/deliveries-page.tsx';
import { FilePage } from './statements/file-page.tsx';
import { StatementsPage } from './statements/statements-page.tsx';

/** The frame of the panel, and which page an address is. */
export function Application() {
  const { pathname } = useLocation();
  // Open on one page only: whoever goes to another one has used the menu.
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const menuOpen = menuAt === pathname;
  return (
    <Notices>
      <a className="skip" href="#content">
        {words.shell.skip}
      </a>
      <InboxProvider>
        <GatewayProvider>
          <div className="frame">
            <Sidebar open={menuOpen} close={() => setMenuAt(null)} />
            {menuOpen ? (
              <button
                type="button"
                className="veil"
                aria-label={words.shell.closeMenu}
                onClick={() => setMenuAt(null)}
              />
            ) : null}
            <div className="column">
              <div className="top-bar">
                <button
                  type="button"
                  className="icon-button"
                  onClick={() => setMenuAt(pathname)}
                  aria-label={words.shell.menu}
                >
                  <Icon name="menu" />
                </button>
                <span className="brand-name">{words.name}</span>
                <Bell wide={false} />
              </div>
              <DownBanner />
              <main id="content" tabIndex={-1}>
                <Routes>
                  <Route path={root} element={<DashboardPage />} />
                  <Route path={`${root}/approvals`} element={<ApprovalsPage />} />
                  <Route path={`${root}/breaks`} element={<BreaksPage />} />
                  <Route path={`${root}/statements`} element={<StatementsPage />} />
                  <Route path={`${root}/statements/deliveries`} element={<DeliveriesPage />} />
                  <Route path={`${root}/statements/:fileId`} element={<FilePage />} />
                  <Route path={`${root}/proof`} element={<ProofPage />} />
                  <Route path={`${root}/rules`} element={<RulesPage />} />
                  <Route path={`${root}/as-of`} element={<AsOfPage />} />
                  <Route path={`${root}/settings`} element={<SettingsPage />} />
                  <Route path={`${root}/resources/:resourceId`} element={<ListRoute />} />
                  <Route
                    path={`${root}/resources/:resourceId/actions/:actionName`}
                    element={<ResourceActionRoute />}
                  />
                  <Route
                    path={`${root}/resources/:resourceId/records/:recordId/:actionName`}
                    element={<RecordRoute />}
                  />
                  <Route path="*" element={<Gone title={words.states.pageNotFound} />} />
                </Routes>
              </main>
            </div>
          </div>
        </GatewayProvider>
      </InboxProvider>
    </Notices>
  );
}
