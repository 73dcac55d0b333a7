import React from 'react';
import { Link } from 'react-router-dom';
import { actionOf, listUrl, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { When } from '../kit/values.tsx';
import type { PageProps } from '../record/answers.ts';
import { CopyId } from '../record/copy-id.tsx';
import { Memberships } from './memberships.tsx';

const say = words.tontine;

/** A tontine and the people in it; an administrator changes both from here. */
export function TontinePage({ answer }: PageProps) {
  const { record } = answer;
  const mayChange = actionOf(record, 'edit') !== undefined;
  return (
    <>
      <PageHead
        title={String(record.params['name'])}
        crumb={{ to: listUrl('Tontine'), text: words.resources.Tontine }}
        note={<CopyId id={record.id} />}
      >
        {mayChange ? (
          <>
            <Link className="button" to={recordUrl('Tontine', record.id, 'edit')}>
              {say.edit.act}
            </Link>
            <Link
              className="button button-main"
              to={`${listUrl('Membership')}/actions/new?tontine=${record.id}`}
            >
              {say.add}
            </Link>
          </>
        ) : null}
      </PageHead>
      <p className="muted">
        {words.fields.createdAt} <When value={record.params['createdAt']} exact />
      </p>
      <Memberships by="tontine" id={record.id} title={say.people} none={say.noPeople} />
    </>
  );
}
