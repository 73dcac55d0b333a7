import React, { useEffect, useState } from 'react';
import { systemClock } from '../../../kernel/clock.ts';
import { moment } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import { useGateway } from './use-gateway.tsx';

const say = words.gateway.down;

const isPast = (iso: string): boolean => Date.parse(iso) <= systemClock.now().getTime();

/**
 * On every page while the gateway does not answer: since when, until when orders are refused, and
 * that nothing is lost. Its place is always there, so that it is read out when it fills.
 */
export function DownBanner() {
  const { health } = useGateway();
  const [wasDown, setWasDown] = useState(false);
  const down = health?.up === false;
  useEffect(() => {
    if (down) setWasDown(true);
  }, [down]);
  return (
    <div role="status" aria-live="polite">
      {health?.up === false ? (
        <div className="down-banner">
          <Icon name="pause" />
          <p>
            <strong>{say.title(moment(health.since))}</strong>{' '}
            {isPast(health.retryAt) ? say.trial : say.until(moment(health.retryAt))} {say.safe}
          </p>
        </div>
      ) : wasDown ? (
        <span className="visually-hidden">{say.back}</span>
      ) : null}
    </div>
  );
}
