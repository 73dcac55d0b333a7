import React from 'react';
import { Link } from 'react-router-dom';
import { actionOf, fieldName, listUrl, recordUrl, word, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { When, Who } from '../kit/values.tsx';
import type { PageProps } from '../record/answers.ts';
import { CopyId } from '../record/copy-id.tsx';

/** Who belongs to which tontine, as what, and since when. */
export function MembershipPage({ answer }: PageProps) {
  const { record } = answer;
  const person = record.populated['user']?.params ?? {};
  const tontine = record.populated['tontine']?.params ?? {};
  const name = String(person['fullName'] ?? words.one.Membership);
  return (
    <>
      <PageHead
        title={name}
        crumb={{ to: listUrl('Membership'), text: words.resources.Membership }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        <Who name={name} phone={person['phone']} />
        <dl className="details">
          <div>
            <dt>{words.one.Tontine}</dt>
            <dd>
              <Link to={recordUrl('Tontine', String(record.params['tontineId']))}>
                {String(tontine['name'] ?? words.list.see)}
              </Link>
            </dd>
          </div>
          <div>
            <dt>{fieldName('kind')}</dt>
            <dd>{word('kind', record.params['kind'])}</dd>
          </div>
          <div>
            <dt>{fieldName('createdAt')}</dt>
            <dd>
              <When value={record.params['createdAt']} exact />
            </dd>
          </div>
        </dl>
        <div className="row acts">
          <Link className="button" to={recordUrl('User', String(record.params['userId']))}>
            {words.once.open}
          </Link>
          {actionOf(record, 'remove') ? (
            <Link className="button" to={recordUrl('Membership', record.id, 'remove')}>
              {words.membership.remove.act}
            </Link>
          ) : null}
        </div>
      </section>
    </>
  );
}
