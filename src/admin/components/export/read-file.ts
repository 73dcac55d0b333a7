import { failureIn } from '../kit/api.ts';
import { root } from '../kit/page-data.ts';

export type Format = 'csv' | 'xlsx';

export interface Progress {
  readonly bytes: number;
  /** Lines that have arrived; a workbook is compressed, and does not tell. */
  readonly rows: number;
}

const NEW_LINE = 10;

const linesIn = (chunk: Uint8Array): number => {
  let lines = 0;
  for (const byte of chunk) if (byte === NEW_LINE) lines += 1;
  return lines;
};

const nameIn = (header: string | null): string | undefined =>
  /filename="?([^";]+)"?/.exec(header ?? '')?.[1];

/**
 * A list as a file, told of while it arrives.
 * @throws ApiFailure what the server answered instead; anything else where it broke off
 */
export async function readFile(
  asked: { list: string; format: Format; query: string },
  { tell, signal }: { tell(progress: Progress): void; signal: AbortSignal },
): Promise<{ blob: Blob; name: string }> {
  const { list, format, query } = asked;
  const address = `${root}/api/export/${list}?format=${format}${query ? `&${query}` : ''}`;
  const response = await fetch(address, {
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    signal,
  });
  if (!response.ok || !response.body)
    throw failureIn(response.status, await response.json().catch(() => null));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  // The first line is the heads.
  const progress = { bytes: 0, rows: -1 };
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(step.value);
    progress.bytes += step.value.length;
    progress.rows += linesIn(step.value);
    tell({ ...progress });
  }
  const blob = new Blob(chunks, { type: response.headers.get('Content-Type') ?? '' });
  return { blob, name: nameIn(response.headers.get('Content-Disposition')) ?? `${list}.${format}` };
}

/** Hands a file to the browser. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
