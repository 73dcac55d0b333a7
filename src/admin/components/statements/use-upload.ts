import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure } from '../kit/api.ts';
import { words } from '../kit/page-data.ts';
import type { Inspected } from './answers.ts';
import { LIMIT_BYTES, sendFile } from './send-file.ts';

export interface Sending {
  readonly name: string;
  readonly bytes: number;
  readonly sentBytes: number;
}

const say = words.statements.drop;

function refusalOf(files: readonly File[]): string | null {
  const [file] = files;
  if (!file || files.length > 1) return say.oneOnly;
  if (file.size === 0) return say.empty(file.name);
  return file.size > LIMIT_BYTES ? say.tooLarge(file.name) : null;
}

/** One file on its way to the server, until it says what it found in it. */
export function useUpload(found: (inspected: Inspected) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const current = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setSending(null);
  }, []);
  useEffect(() => stop, [stop]);

  const send = async (files: readonly File[]) => {
    const [file] = files;
    const refused = refusalOf(files);
    setRefusal(refused);
    if (refused || !file || current.current) return;
    const mine = new AbortController();
    current.current = mine;
    const { name, size: bytes } = file;
    setSending({ name, bytes, sentBytes: 0 });
    try {
      const inspected = await sendFile(file, mine.signal, (sentBytes) =>
        setSending({ name, bytes, sentBytes: Math.min(sentBytes, bytes) }),
      );
      found(inspected);
    } catch (error) {
      setRefusal(error instanceof ApiFailure ? error.message : String(error));
    } finally {
      if (current.current === mine) stop();
    }
  };
  return { send, stop, sending, refusal };
}
