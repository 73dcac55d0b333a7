import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDataDir } from '../db/embedded.ts';
import type { SealHead } from './seal.ts';

/** A head of the chain as it was kept outside the database. */
export interface Anchor {
  readonly day: string;
  /** 64 hexadecimal digits. */
  readonly head: string;
  readonly seq: number;
}

export interface AnchorFile {
  readonly anchors: readonly Anchor[];
  /** The lines that are no anchor, counted from 1: somebody else wrote them. */
  readonly unreadable: readonly number[];
}

const LINE = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f]{64}) ([1-9]\d{0,8})$/;

/**
 * The anchors in a file, a line `day head seq` each; null where there is no such file. A last line without
 * its end is one that a crash cut off: it never counted.
 */
export function readAnchors(file: string): AnchorFile | null {
  const text = contentOf(file);
  return text === null ? null : parse(text);
}

/** `known`: the file holds that block's already. `refused`: the file is lost or emptied, or was never begun. */
export type Kept = 'kept' | 'known' | 'refused';

/**
 * Writes a head behind the others and waits for the disk. A file without a head is begun only where `begins` says that
 * there was none to keep before: whoever removes it must not get a new one that knows nothing of the past.
 * @throws Error where the file cannot be written
 */
export function keepAnchor(
  file: string,
  { day, head, seq }: SealHead,
  { begins }: { readonly begins: boolean },
): Kept {
  makeDataDir(dirname(file));
  const text = contentOf(file) ?? '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const last = parse(whole).anchors.at(-1)?.seq;
  if (last === undefined && !begins) return 'refused';
  if (last !== undefined && last >= seq) return 'known';
  const handle = openSync(file, 'a', 0o600);
  try {
    if (whole.length < text.length) ftruncateSync(handle, Buffer.byteLength(whole));
    writeSync(handle, `${day} ${head} ${seq}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(dirname(file));
  return 'kept';
}

function parse(text: string): AnchorFile {
  const anchors: Anchor[] = [];
  const unreadable: number[] = [];
  text
    .split('\n')
    .slice(0, -1)
    .forEach((line, index) => {
      const [, day = '', head = '', seq = ''] = LINE.exec(line) ?? [];
      if (seq) anchors.push({ day, head, seq: Number(seq) });
      else unreadable.push(index + 1);
    });
  return { anchors, unreadable };
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The name of a new file is on the disk only once its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
