import type { RecordJSON } from 'adminjs';
import React from 'react';
import { fieldName, listCustom, listUrl, type ResourceId, word, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Cell } from '../list/cell.tsx';
import type { PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';
import { Postings } from './postings.tsx';
import { RawMessage } from './raw-message.tsx';

/** A record's own name, or the word for what it is. */
function titleOf(id: ResourceId, { title, params }: RecordJSON): string {
  if (id === 'Journal') return word('journal', params['kind']);
  if (id === 'AuditEntry') return word('audit', params['action']);
  return title ? String(title) : '';
}

/** A record's values in reading order, then what belongs to it. */
export function PlainPage({ id, answer }: PageProps) {
  const { record, lines, event } = answer;
  const { details } = listCustom(id);
  const title = titleOf(id, record) || words.one[id];
  return (
    <>
      <PageHead
        title={title}
        crumb={{ to: listUrl(id), text: words.resources[id] }}
        note={<CopyId id={record.id} />}
      />
      <dl className="details card">
        {details.map((column) => (
          <div key={column.name}>
            <dt>{fieldName(column.name)}</dt>
            <dd>
              <Cell column={column} record={record} exact />
            </dd>
          </div>
        ))}
      </dl>
      {lines ? (
        <section className="card">
          <h2>{words.record.lines}</h2>
          <Postings lines={lines} />
        </section>
      ) : null}
      {event ? <RawMessage raw={event.raw} headers={event.headers} /> : null}
    </>
  );
}
