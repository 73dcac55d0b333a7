import React from 'react';
import { words } from '../kit/page-data.ts';

/** The bytes as they came, folded away: proof for who needs it, noise for everyone else. */
export function RawMessage({
  raw,
  headers,
  title,
}: {
  raw: string;
  headers: Readonly<Record<string, string>>;
  title?: string;
}) {
  return (
    <details className="raw">
      <summary>{title ?? words.record.raw}</summary>
      <pre>{raw}</pre>
      <h3>{words.record.headers}</h3>
      <pre>
        {Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      </pre>
    </details>
  );
}
