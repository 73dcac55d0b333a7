import React from 'react';
import { formatFrancs } from '../../kernel/money.ts';
import { Amount } from '../components/amount.tsx';
import { renderPage } from '../components/layout.tsx';
import { Live } from '../components/live.tsx';
import { isOpen, type Operation } from '../operation.ts';
import type { OwnWallet } from '../reads.ts';
import { History, type HistoryProps } from './history.tsx';
import { PayoutNotice } from './payout-notice.tsx';

/** How often a page without a script reads itself again while a withdrawal just asked for is under way. */
const SOON_SECONDS = 5;
/** While anything else is on its way, and nobody looks back into the history. */
const LATER_SECONDS = 30;

export interface WalletPageProps extends HistoryProps {
  readonly wallet: OwnWallet;
  readonly comingIn: string;
  readonly goingOut: string;
  /** The withdrawal that the member has just asked for. */
  readonly payout: Operation | null;
}

export function walletPage(props: WalletPageProps): string {
  const { viewer, wallet, payout, filter } = props;
  const { words, locale, theme } = viewer;
  const query = payout ? `retrait=${payout.id}` : filter.query;
  return renderPage({
    locale,
    theme,
    title: words.wallet.title,
    section: 'wallet',
    signedIn: true,
    waits: waits(props),
    refreshAfter: refreshAfter(props),
    ...(query ? { query } : {}),
    children: (
      <>
        <h1 className="greeting">{words.wallet.greeting(wallet.fullName)}</h1>
        {payout ? <PayoutNotice payout={payout} viewer={viewer} /> : null}
        <Balance {...props} />
        <History {...props} />
      </>
    ),
  });
}

const waits = ({ comingIn, goingOut }: WalletPageProps): boolean =>
  comingIn !== '0' || goingOut !== '0';

function refreshAfter(props: WalletPageProps): number | null {
  const { payout, filter, isFirstPage } = props;
  if (payout && isOpen(payout)) return SOON_SECONDS;
  const isLookingBack = filter.query !== '' || !isFirstPage;
  return waits(props) && !isLookingBack ? LATER_SECONDS : null;
}

const Balance = ({ viewer, wallet, comingIn, goingOut }: WalletPageProps) => {
  const { words } = viewer;
  return (
    <section className="balance" aria-labelledby="balance">
      <Live name="balance" say={`${words.wallet.balance} ${formatFrancs(wallet.balance)}`}>
        <h2 id="balance">{words.wallet.balance}</h2>
        <p className="sum">
          <Amount amount={wallet.balance} />
        </p>
        {comingIn === '0' && goingOut === '0' ? null : (
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
        )}
      </Live>
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
