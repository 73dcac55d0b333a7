import React from 'react';
import { Amount } from '../components/amount.tsx';
import { renderPage } from '../components/layout.tsx';
import { OperationRow } from '../components/operation-row.tsx';
import { isOpen, type Operation } from '../operation.ts';
import type { OwnWallet } from '../reads.ts';
import type { Viewer } from '../view.ts';
import { PayoutNotice } from './payout-notice.tsx';

/** How often a page that waits for the gateway reads itself again. */
const REFRESH_SECONDS = 5;

export interface WalletPageProps {
  readonly viewer: Viewer;
  readonly wallet: OwnWallet;
  readonly comingIn: string;
  readonly goingOut: string;
  readonly operations: readonly Operation[];
  readonly nextAfter: string | null;
  readonly isFirstPage: boolean;
  readonly labelOf: (method: string | null) => string | null;
  /** The withdrawal that the member has just asked for. */
  readonly payout: Operation | null;
}

export function walletPage(props: WalletPageProps): string {
  const { viewer, wallet, payout, operations, nextAfter, isFirstPage } = props;
  const { words, locale } = viewer;
  return renderPage({
    locale,
    title: words.wallet.title,
    section: 'wallet',
    signedIn: true,
    refreshAfter: payout && isOpen(payout) ? REFRESH_SECONDS : null,
    ...(payout ? { query: `retrait=${payout.id}` } : {}),
    children: (
      <>
        <h1 className="greeting">{words.wallet.greeting(wallet.fullName)}</h1>
        {payout ? <PayoutNotice payout={payout} viewer={viewer} /> : null}
        <Balance {...props} />
        <section aria-labelledby="history">
          <h2 id="history">{words.wallet.history}</h2>
          {operations.length === 0 ? (
            <div className="empty">
              <strong>{words.wallet.emptyTitle}</strong>
              <p>{words.wallet.emptyText}</p>
            </div>
          ) : (
            <ul className="operations">
              {operations.map((operation) => (
                <OperationRow
                  key={operation.id}
                  operation={operation}
                  viewer={viewer}
                  methodLabel={props.labelOf(operation.method)}
                />
              ))}
            </ul>
          )}
          <p className="paging">
            {isFirstPage ? null : <a href="/wallet/">{words.wallet.newest}</a>}
            {nextAfter ? <a href={`/wallet/?apres=${nextAfter}`}>{words.wallet.older}</a> : null}
          </p>
        </section>
      </>
    ),
  });
}

const Balance = ({ viewer, wallet, comingIn, goingOut }: WalletPageProps) => {
  const { words } = viewer;
  return (
    <section className="balance" aria-labelledby="balance">
      <h2 id="balance">{words.wallet.balance}</h2>
      <p className="sum">
        <Amount amount={wallet.balance} />
      </p>
      <dl>
        {comingIn === '0' ? null : (
          <div>
            <dt>{words.wallet.comingIn}</dt>
            <dd>
              <Amount amount={comingIn} effect="in" />
            </dd>
          </div>
        )}
        {goingOut === '0' ? null : (
          <div>
            <dt>{words.wallet.goingOut}</dt>
            <dd>
              <Amount amount={goingOut} effect="out" />
            </dd>
          </div>
        )}
      </dl>
      <p className="actions">
        <a className="button light" href="/wallet/topup/">
          {words.nav.topup}
        </a>
        <a className="button ghost" href="/wallet/withdraw/">
          {words.nav.withdraw}
        </a>
      </p>
    </section>
  );
};
