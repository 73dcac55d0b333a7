import React, { useEffect, useRef, useState } from 'react';
import { groupThousands } from '../../../kernel/money.ts';
import { ApiFailure } from '../kit/api.ts';
import { Icon } from '../kit/icon.tsx';
import { useTell } from '../kit/notices.tsx';
import { locale, words } from '../kit/page-data.ts';
import { type Format, type Progress, readFile, save } from './read-file.ts';

const say = words.exports;
const FORMATS = ['csv', 'xlsx'] as const;

const megabytes = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

interface ExportProps {
  readonly list: string;
  /** The list's own filters and sort, as its address has them. */
  readonly query: string;
  /** How many rows there are; null: nobody counted them all. */
  readonly total: number | null;
}

interface Running {
  readonly format: Format;
  readonly progress: Progress;
}

const NOTHING_YET: Progress = { bytes: 0, rows: 0 };

/** The list as a file: all of its pages, with the filters and the order in force. */
export function ExportButtons({ list, query, total }: ExportProps) {
  const tell = useTell();
  const [running, setRunning] = useState<Running | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async (format: Format) => {
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    setRunning({ format, progress: NOTHING_YET });
    try {
      const { blob, name } = await readFile(
        { list, format, query },
        { signal, tell: (progress) => setRunning({ format, progress }) },
      );
      save(blob, name);
      tell({ type: 'success', message: say.done(name) });
    } catch (error) {
      if (!signal.aborted)
        tell({
          type: 'error',
          message: error instanceof ApiFailure ? error.message : say.brokenOff,
        });
    } finally {
      if (!signal.aborted || stop.current === controller) setRunning(null);
    }
  };

  if (running) return <Progressing {...running} total={total} stop={() => stop.current?.abort()} />;
  return (
    <div className="row exports">
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="button button-small"
          title={say.title(say[format])}
          aria-label={say.title(say[format])}
          onClick={() => start(format)}
        >
          <Icon name="download" />
          {say[format]}
        </button>
      ))}
    </div>
  );
}

function Progressing(props: Running & { total: number | null; stop(): void }) {
  const { format, progress, total, stop } = props;
  const rows = Math.min(Math.max(0, progress.rows), total ?? 0);
  const counted = format === 'csv' && total ? total : null;
  return (
    <div className="row exports" role="status">
      <span className="export-progress">
        {say.reading(say[format])}{' '}
        <span className="muted">
          {counted
            ? say.rows(groupThousands(String(rows)), groupThousands(String(counted)))
            : say.size(megabytes.format(progress.bytes / 1_000_000))}
        </span>
        <progress
          aria-label={say.reading(say[format])}
          {...(counted ? { value: rows, max: counted } : {})}
        />
      </span>
      <button type="button" className="button button-small" onClick={stop}>
        {say.stop}
      </button>
    </div>
  );
}
