import React from 'react';
import { Link } from 'react-router-dom';
import { Icon } from '../kit/icon.tsx';
import { breakUrl, recordUrl, word, words } from '../kit/page-data.ts';
import { Amount, When } from '../kit/values.tsx';
import type { Story, StoryBreak, StoryCorrection } from './answers.ts';

const say = words.transaction.corrections;

/** One correction as a line of a list, with what took it back. */
export function CorrectionLine({ correction }: { correction: StoryCorrection }) {
  const { id, adjustment, direction, amount, at, undone } = correction;
  return (
    <li>
      <Link to={recordUrl('Transaction', id)}>{word('adjustment', adjustment)}</Link>{' '}
      <Amount value={amount} sign={direction === 'IN' ? '+' : '−'} />{' '}
      <span className="muted">
        <When value={at} exact />
      </span>
      {undone ? (
        <span>
          {' · '}
          <Link to={recordUrl('Transaction', undone.id)}>{say.undone}</Link>{' '}
          <span className="muted">
            <When value={undone.at} exact />
          </span>
        </span>
      ) : null}
    </li>
  );
}

/** What became of a break, in words. */
function stateOf({ resolvedAt, closedBy, verb, proposed }: StoryBreak): string {
  if (proposed) return words.breaks.states.proposed;
  if (!resolvedAt) return say.open;
  if (closedBy === 'resolution' && verb) return words.breakActs.verbDone[verb];
  return words.breaks.detail.resolvedBy[closedBy ?? 'cleared'];
}

function Break({ one }: { one: StoryBreak }) {
  const { id, name, value, openedAt, resolvedAt } = one;
  return (
    <li>
      <Link to={breakUrl({ id, open: resolvedAt === null })}>{words.breaks.kind[name]}</Link>{' '}
      <Amount value={value} />{' '}
      <span className={resolvedAt ? 'chip chip-green' : 'chip chip-amber'}>
        <Icon name={resolvedAt ? 'check' : 'scale'} />
        {stateOf(one)}
      </span>{' '}
      <span className="muted">
        <When value={resolvedAt ?? openedAt} exact />
      </span>
    </li>
  );
}

/** What was corrected of it, what it corrects, and the breaks that told of it: each a link. */
export function CorrectionLinks({ story }: { story: Story }) {
  const { corrects, corrections, breaks } = story;
  if (!corrects && corrections.length + breaks.length === 0) return null;
  return (
    <section className="card linked">
      <h2>{say.title}</h2>
      {corrects ? (
        <p>
          {say.corrects}{' '}
          <Link to={recordUrl('Transaction', corrects.id)}>
            {word('type', corrects.type)} · {word('status', corrects.status)}
          </Link>{' '}
          <Amount value={corrects.amount} />
        </p>
      ) : null}
      {corrections.length > 0 ? (
        <ul aria-label={say.list}>
          {corrections.map((one) => (
            <CorrectionLine key={one.id} correction={one} />
          ))}
        </ul>
      ) : null}
      {breaks.length > 0 ? (
        <>
          <h3>{words.breaks.title}</h3>
          <ul aria-label={words.breaks.title}>
            {breaks.map((one) => (
              <Break key={one.id} one={one} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
