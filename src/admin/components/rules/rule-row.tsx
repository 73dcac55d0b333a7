import React from 'react';
import { ago, francs } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { methodName, words } from '../kit/page-data.ts';
import { mayAct } from '../statements/office.ts';
import type { Rule } from './answers.ts';
import { ruleName, windowText } from './draft.ts';

const say = words.rules;

export const RuleChip = ({ enabled }: { enabled: boolean }) => (
  <span className={`chip ${enabled ? 'chip-green' : 'chip-grey'}`}>
    <Icon name={enabled ? 'check' : 'pause'} />
    {enabled ? say.on : say.off}
  </span>
);

/** How exactly the two must agree, in a few words. */
function termsText({ tolerance, basis, windowMinutes, method }: Rule): string {
  return [
    tolerance === '0' ? say.noTolerance : say.upTo(francs(tolerance)),
    ...(basis === 'phone_amount' ? [say.within(windowText(windowMinutes))] : []),
    method ? methodName(method) : say.anyMethod,
  ].join(' · ');
}

/** One rule in its place. */
export function RuleRow({ rule, open, edit }: { rule: Rule; open(): void; edit(): void }) {
  const name = ruleName(rule);
  return (
    <li className="card rule">
      <span className="rule-place" aria-hidden="true">
        {rule.priority}
      </span>
      <div className="rule-what">
        <strong>{name}</strong>
        <span className="muted">{termsText(rule)}</span>
        <span className="muted rule-who">
          {rule.changedByName
            ? say.changedBy(rule.changedByName, ago(rule.changedAt))
            : say.original}
        </span>
      </div>
      <RuleChip enabled={rule.enabled} />
      {mayAct ? (
        <div className="row acts">
          <button
            type="button"
            className="button button-small"
            onClick={open}
            aria-label={say.tryOf(name)}
          >
            {say.tryIt}
          </button>
          <button
            type="button"
            className="button button-small"
            onClick={edit}
            aria-label={say.editOf(name)}
          >
            {say.edit}
          </button>
        </div>
      ) : null}
    </li>
  );
}
