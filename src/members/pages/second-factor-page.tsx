import React from 'react';
import { CodeField } from '../components/code-field.tsx';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { type Words, wordsOf } from '../locale/index.ts';
import type { FormProblem } from './payment-form.tsx';

export interface SecondFactorPageProps extends Look {
  readonly isRequired: boolean;
  readonly recoveryLeft: number | null;
  readonly problem: (FormProblem & { readonly form: 'renew' | 'remove' }) | null;
}

/** The second factor is set up: new recovery codes, or its end. */
export function secondFactorPage(props: SecondFactorPageProps): string {
  const { locale, theme, isRequired, recoveryLeft, problem } = props;
  const words = wordsOf(locale).account;
  const { secondFactor } = words;
  const problemOf = (form: 'renew' | 'remove') => (problem?.form === form ? problem : null);
  return renderPage({
    locale,
    theme,
    title: secondFactor.title,
    section: null,
    signedIn: true,
    children: (
      <div className="narrow">
        <h1>{secondFactor.title}</h1>
        {recoveryLeft === null ? (
          <Notice tone="green" title={secondFactor.isOn}>
            <p>{secondFactor.isOnText}</p>
          </Notice>
        ) : (
          <>
            <Notice tone="amber" title={secondFactor.left(recoveryLeft)} />
            <p className="actions">
              <a className="button" href="/">
                {secondFactor.goOn}
              </a>
            </p>
          </>
        )}
        <CodeForm
          form="renew"
          action="/account/second-factor/codes/"
          words={secondFactor}
          text={secondFactor.renewText}
          problem={problemOf('renew')}
        />
        <CodeForm
          form="remove"
          action="/account/second-factor/remove/"
          words={secondFactor}
          text={`${secondFactor.removeText}${isRequired ? ` ${secondFactor.removeRequired}` : ''}`}
          problem={problemOf('remove')}
        />
        <p>
          <a href="/account/">{words.backToAccount}</a>
        </p>
      </div>
    ),
  });
}

interface CodeFormProps {
  readonly form: 'renew' | 'remove';
  readonly action: string;
  readonly words: Words['account']['secondFactor'];
  readonly text: string;
  readonly problem: FormProblem | null;
}

const CodeForm = ({ form, action, words, text, problem }: CodeFormProps) => {
  const beside = problem?.field === 'code';
  return (
    <details className="card" open={problem !== null}>
      <summary>{words[`${form}Title`]}</summary>
      <p className="muted">{text}</p>
      {problem && !beside ? (
        <Notice tone="red" title={words[`${form}Error`]}>
          <p>{problem.sentence}</p>
        </Notice>
      ) : null}
      <form method="post" action={action}>
        <CodeField
          scope={`${form}-`}
          label={form === 'remove' ? words.codeOrRecovery : words.codeNow}
          orRecovery={form === 'remove'}
          error={beside ? problem.sentence : undefined}
          autoFocus={beside}
        />
        <button type="submit" className="button plain">
          {words[`${form}Submit`]}
        </button>
      </form>
    </details>
  );
};
