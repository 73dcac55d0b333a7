import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import { CopyButton } from '../record/copy-id.tsx';
import type { HandOver } from './answers.ts';

const say = words.once;

/** A one-time password, for as long as this page is open, and what its owner does with it. */
export function HandedOver({ once, said, to }: { once: HandOver; said: string; to: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const steps = [
    ...say.steps(once.address, once.username),
    ...(once.asksSecondFactor ? [say.staffStep] : []),
  ];
  return (
    <section className="card form result handed-over">
      <h2 ref={heading} tabIndex={-1} className="result-success">
        {said}
      </h2>
      <div>
        <p className="muted">{say.title}</p>
        <p className="once-password">
          <code translate="no">{once.password}</code>
        </p>
        <CopyButton text={once.password} label={say.copy} />
      </div>
      <p>
        <strong>{say.shown}</strong> {say.handOver}
      </p>
      <div>
        <h3>{say.next}</h3>
        <ol className="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <Link className="button button-wide" to={to}>
        {say.open}
      </Link>
    </section>
  );
}
