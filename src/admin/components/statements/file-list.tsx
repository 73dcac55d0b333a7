import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { ago } from '../kit/format.ts';
import { root, words } from '../kit/page-data.ts';
import type { StatementFile } from './answers.ts';
import { count, formatName, percentRead, period } from './figures.ts';
import { differencesIn } from './outcomes.tsx';
import { FileChip } from './state-chip.tsx';

const say = words.statements;

const urlOf = (file: StatementFile) => `${root}/statements/${file.id}`;

/** In a few words: how far it is, what is wrong, or that all agrees. */
function Result({ file }: { file: StatementFile }) {
  if (file.state === 'READING') {
    const said = say.file.progress(percentRead(file), count(file.lines));
    return <progress value={file.bytesRead} max={file.bytes} aria-label={said} title={said} />;
  }
  if (file.state !== 'MATCHED') return null;
  const differences = differencesIn(file.outcomes);
  return (
    <span className="file-result">
      {differences > 0 ? (
        <strong>{say.list.differences(differences)}</strong>
      ) : (
        <span className="muted">{say.list.allAgree}</span>
      )}
      {file.badLines > 0 ? <span className="muted">{say.list.badLines(file.badLines)}</span> : null}
    </span>
  );
}

function Row({ file }: { file: StatementFile }) {
  const navigate = useNavigate();
  return (
    <tr
      onClick={({ target }) => {
        if (target instanceof Element && !target.closest('a, button')) navigate(urlOf(file));
      }}
    >
      <td className="cell-file">
        <Link to={urlOf(file)} className="row-link who">
          <span className="who-name">{file.name}</span>
          <span className="muted">
            {say.list.by(file.importedByName ?? say.list.folder, ago(file.importedAt))}
          </span>
        </Link>
      </td>
      <td className="cell-text">{formatName(file.format)}</td>
      <td className="cell-period">{period(file)}</td>
      <td className="cell-lines number">
        <span className="cell-label">{say.list.lines} </span>
        {count(file.lines)}
      </td>
      <td className="cell-status">
        <FileChip state={file.state} />
      </td>
      <td className="cell-result">
        <Result file={file} />
      </td>
    </tr>
  );
}

/** The files that were imported, the newest first; a row opens its file. */
export const FileList = ({ files }: { files: readonly StatementFile[] }) => (
  <table className="records records-Statement" aria-label={say.list.title}>
    <thead>
      <tr>
        <th scope="col">{say.list.file}</th>
        <th scope="col">{say.file.format}</th>
        <th scope="col">{say.list.covers}</th>
        <th scope="col" className="number">
          {say.list.lines}
        </th>
        <th scope="col">{words.fields.state}</th>
        <th scope="col">{say.list.result}</th>
      </tr>
    </thead>
    <tbody>
      {files.map((file) => (
        <Row key={file.id} file={file} />
      ))}
    </tbody>
  </table>
);
