import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface LineFile {
  /** The lines that were whole when the file was opened. */
  readonly lines: readonly string[];
  /** Written before it returns: a process killed afterwards has it, only a machine may lose it. */
  append(line: string): void;
  close(): void;
}

/**
 * An append-only file of lines. A last line that was torn by a kill is cut off: what it
 * reported had not been answered yet.
 */
export function openLineFile(path: string): LineFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+', 0o600);
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) ftruncateSync(file, whole);
  return {
    lines: bytes
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== ''),
    append: (line) => {
      writeSync(file, `${line}\n`);
    },
    close: () => {
      fdatasyncSync(file);
      closeSync(file);
    },
  };
}

/** The same without a file, for tests that need no memory. */
export const noLineFile: LineFile = { lines: [], append: () => {}, close: () => {} };
