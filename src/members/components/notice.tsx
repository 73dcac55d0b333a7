import React, { type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const ICONS: Readonly<Record<Tone, IconName>> = {
  green: 'check',
  amber: 'clock',
  orange: 'question',
  red: 'cross',
  violet: 'person',
  grey: 'slash',
};

export type Tone = 'green' | 'amber' | 'orange' | 'red' | 'violet' | 'grey';

/** What happened, where the money is, what to do: in this order, in one box. */
export const Notice = (props: { tone: Tone; title?: string; children?: ReactNode }) => (
  <section className={`notice ${props.tone}`} role={props.tone === 'red' ? 'alert' : 'status'}>
    <Icon name={ICONS[props.tone]} />
    <div>
      {props.title ? <h2>{props.title}</h2> : null}
      {props.children}
    </div>
  </section>
);
