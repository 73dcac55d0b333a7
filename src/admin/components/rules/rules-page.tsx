import React, { useState } from 'react';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, Failed, NotForYou, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { isOffice, mayAct } from '../statements/office.ts';
import type { Rule } from './answers.ts';
import { BASES } from './draft.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import { SwitchRule } from './switch-rule.tsx';
import { TrialView } from './trial.tsx';

const say = words.rules;

type Open =
  | { readonly what: 'trial'; readonly id: string }
  | { readonly what: 'form'; readonly id: string | null };

/** The rules of matching, in the order in which they apply: by what they match, then by their own order. */
export const RulesPage = () => (isOffice ? <Rules /> : <NotForYou />);

function Rules() {
  const { data, failure, reload } = useLoaded<{ rules: readonly Rule[] }>('/rules');
  const [open, setOpen] = useState<Open | null>(null);
  const tell = useTell();
  const close = () => setOpen(null);
  const changed = () => {
    close();
    reload();
  };
  const saved = (name: string) => {
    tell({ type: 'success', message: say.saved(name) });
    changed();
  };
  const rules = data?.rules ?? [];
  const opened = open?.id ? (rules.find(({ id }) => id === open.id) ?? null) : null;
  return (
    <>
      <PageHead title={say.title} note={say.note}>
        {open || !mayAct ? null : (
          <button
            type="button"
            className="button button-main"
            onClick={() => setOpen({ what: 'form', id: null })}
          >
            {say.add}
          </button>
        )}
      </PageHead>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton /> : null}
      {open?.what === 'form' ? (
        <RuleForm key={open.id ?? 'new'} rule={opened} saved={saved} leave={close} />
      ) : null}
      {open?.what === 'trial' && opened ? (
        <TrialView key={opened.id} rule={opened}>
          <SwitchRule rule={opened} done={changed} leave={close} />
        </TrialView>
      ) : null}
      {data && rules.length === 0 ? <Empty title={say.empty} hint={say.emptyHint} /> : null}
      {BASES.map((basis) => {
        const mine = rules.filter((rule) => rule.basis === basis);
        return mine.length === 0 ? null : (
          <section key={basis} className="rule-group" aria-labelledby={`rules-${basis}`}>
            <h2 id={`rules-${basis}`}>{say.bases[basis]}</h2>
            <ul className="rule-list">
              {mine.map((rule) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  open={() => setOpen({ what: 'trial', id: rule.id })}
                  edit={() => setOpen({ what: 'form', id: rule.id })}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
