import React from 'react';
import { useParams } from 'react-router-dom';
import { PayForm } from '../forms/pay-form.tsx';
import { VaultLock } from '../forms/vault-lock.tsx';
import { VaultMove } from '../forms/vault-move.tsx';
import { VaultNew } from '../forms/vault-new.tsx';
import { recordPath } from '../kit/api.ts';
import { isResource, listUrl, words } from '../kit/page-data.ts';
import { Failed, Gone, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { ListRoute } from '../list/list-page.tsx';
import type { RecordAnswer } from './answers.ts';
import { PlainPage } from './plain-page.tsx';
import { TransactionPage } from './transaction-page.tsx';
import { VaultPage } from './vault-page.tsx';
import { WalletPage } from './wallet-page.tsx';

/** Pages of one record, by resource and action. */
function pageFor(resourceId: string, actionName: string) {
  if (actionName === 'deposit' || actionName === 'payout') return PayForm;
  if (actionName === 'moveIn' || actionName === 'moveOut') return VaultMove;
  if (actionName === 'lock') return VaultLock;
  if (resourceId === 'Transaction') return TransactionPage;
  if (resourceId === 'Wallet') return WalletPage;
  return resourceId === 'Vault' ? VaultPage : PlainPage;
}

export function RecordRoute() {
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  const known = isResource(resourceId);
  const path = known ? recordPath(resourceId, recordId, actionName) : null;
  const { data, failure, reload } = useLoaded<RecordAnswer>(path);
  if (!known) return <Gone title={words.states.pageNotFound} />;
  if (failure?.status === 404) return <Gone title={failure.message} to={listUrl(resourceId)} back={words.states.back} />;
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!data) return <Skeleton />;
  if (!data.record?.id) return <Gone title={words.states.notFound} to={listUrl(resourceId)} back={words.states.back} />;
  if (data.record.id !== recordId) return <Skeleton />;
  if (!data.record.recordActions.some(({ name }) => name === actionName)) {
    return <Gone title={words.states.forbidden} to={listUrl(resourceId)} back={words.states.back} />;
  }
  const Page = pageFor(resourceId, actionName);
  return <Page key={path} id={resourceId} action={actionName} answer={data} reload={reload} />;
}

export function ResourceActionRoute() {
  const { resourceId = '', actionName = '' } = useParams();
  if (actionName === 'list') return <ListRoute />;
  if (resourceId === 'Vault' && actionName === 'new') return <VaultNew />;
  return <Gone title={words.states.pageNotFound} />;
}
