import React from 'react';
import { useParams } from 'react-router-dom';
import { DecideForm } from '../forms/approve-form.tsx';
import { PayForm } from '../forms/pay-form.tsx';
import { VaultLock } from '../forms/vault-lock.tsx';
import { VaultMove } from '../forms/vault-move.tsx';
import { VaultNew } from '../forms/vault-new.tsx';
import { recordPath } from '../kit/api.ts';
import { createText, isResource, listUrl, type ResourceId, words } from '../kit/page-data.ts';
import { Failed, Gone, NotForYou, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { ListRoute } from '../list/list-page.tsx';
import { PEOPLE_NEW, PEOPLE_PAGES } from '../people/pages.ts';
import type { RecordAnswer } from './answers.ts';
import { AuditPage } from './audit-page.tsx';
import { NotYours } from './decision.tsx';
import { DisputePage } from './dispute-page.tsx';
import { PlainPage } from './plain-page.tsx';
import { TransactionPage } from './transaction-page.tsx';
import { VaultPage } from './vault-page.tsx';
import { WalletPage } from './wallet-page.tsx';

const isDecision = (action: string) => ['approve', 'reject', 'cancel'].includes(action);

/** Pages of one record, by resource and action. */
function pageFor(resourceId: string, actionName: string) {
  const ofPeople = PEOPLE_PAGES[`${resourceId} ${actionName}`];
  if (ofPeople) return ofPeople;
  if (actionName === 'deposit' || actionName === 'payout') return PayForm;
  if (actionName === 'moveIn' || actionName === 'moveOut') return VaultMove;
  if (actionName === 'lock') return VaultLock;
  if (isDecision(actionName)) return DecideForm;
  if (resourceId === 'Transaction') return TransactionPage;
  if (resourceId === 'Dispute') return DisputePage;
  if (resourceId === 'AuditEntry') return AuditPage;
  if (resourceId === 'Wallet') return WalletPage;
  return resourceId === 'Vault' ? VaultPage : PlainPage;
}

export function RecordRoute() {
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  if (!isResource(resourceId)) return <Gone title={words.states.pageNotFound} />;
  // A page of its own per address: nothing of the record before may be shown on this one.
  const path = recordPath(resourceId, recordId, actionName);
  return <LoadedRecord key={path} path={path} id={resourceId} action={actionName} />;
}

function LoadedRecord({ path, id, action }: { path: string; id: ResourceId; action: string }) {
  const { data, failure, reload, look } = useLoaded<RecordAnswer>(path);
  const toList = { to: listUrl(id), back: words.states.back };
  if (failure?.status === 404) return <Gone title={failure.message} {...toList} />;
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!data) return <Skeleton />;
  if (!data.record?.id) return <Gone title={words.states.notFound} {...toList} />;
  if (!data.record.recordActions.some(({ name }) => name === action)) {
    if (isDecision(action)) return <NotYours record={data.record} />;
    return <NotForYou {...toList} />;
  }
  const Page = pageFor(id, action);
  return <Page id={id} action={action} answer={data} reload={reload} look={look} />;
}

export function ResourceActionRoute() {
  const { resourceId = '', actionName = '' } = useParams();
  if (actionName === 'list') return <ListRoute />;
  const New = resourceId === 'Vault' ? VaultNew : PEOPLE_NEW[resourceId];
  if (!New || actionName !== 'new' || !isResource(resourceId))
    return <Gone title={words.states.pageNotFound} />;
  if (createText(resourceId)) return <New />;
  return <NotForYou to={listUrl(resourceId)} back={words.states.back} />;
}
