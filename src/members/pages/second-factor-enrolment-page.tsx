import React from 'react';
import { CodeField } from '../components/code-field.tsx';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { wordsOf } from '../locale/index.ts';
import type { FormProblem } from './payment-form.tsx';

export interface EnrolmentPageProps extends Look {
  readonly secret: string;
  readonly uri: string;
  readonly isNeeded: boolean;
  readonly problem: FormProblem | null;
}

/** Three steps: an app, the key, a first code. The key can be scanned, opened or typed. */
export function enrolmentPage(props: EnrolmentPageProps): string {
  const { locale, theme, secret, uri, isNeeded, problem } = props;
  const words = wordsOf(locale).account;
  const { secondFactor } = words;
  const beside = problem?.field === 'code';
  return renderPage({
    locale,
    theme,
    title: secondFactor.title,
    section: null,
    signedIn: true,
    children: (
      <div className="narrow">
        <h1>{secondFactor.title}</h1>
        <p className="lead">{secondFactor.lead}</p>
        {isNeeded ? <Notice tone="violet" title={secondFactor.needed} /> : null}
        {problem && !beside ? (
          <Notice tone="red" title={secondFactor.errorTitle}>
            <p>{problem.sentence}</p>
          </Notice>
        ) : null}
        <ol className="steps card">
          <li>
            <h2>{secondFactor.step1}</h2>
            <p className="muted">{secondFactor.step1Text}</p>
          </li>
          <li>
            <h2>{secondFactor.step2}</h2>
            <p className="muted">{secondFactor.step2Text}</p>
            <QrCode text={uri} label={secondFactor.qrLabel} />
            <p>
              <a href={uri}>{secondFactor.onThisPhone}</a>
            </p>
            <p className="muted">{secondFactor.byHand}</p>
            <p className="secret" translate="no">
              {inFours(secret)}
            </p>
          </li>
          <li>
            <h2>{secondFactor.step3}</h2>
            <form method="post" action="/account/second-factor/">
              <CodeField
                label={secondFactor.field}
                error={beside ? problem.sentence : undefined}
                autoFocus={beside}
              />
              <button type="submit" className="button">
                {secondFactor.submit}
              </button>
            </form>
          </li>
        </ol>
        {isNeeded ? null : (
          <p>
            <a href="/account/">{words.backToAccount}</a>
          </p>
        )}
      </div>
    ),
  });
}

/** `JBSW Y3DP …`: what one can read out and type. */
const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');
