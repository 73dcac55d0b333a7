import { useRef, useState } from 'react';
import { ApiFailure, post } from './api.ts';

/** Sends one thing at a time. A refusal stays, in words, until the next one is sent. */
export function useSend() {
  const busy = useRef(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);

  const send = async <T>(
    path: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<T | null> => {
    if (busy.current) return null;
    busy.current = true;
    setSending(true);
    setFailure(null);
    try {
      return await post<T>(path, data);
    } catch (error) {
      setFailure(error instanceof ApiFailure ? error : new ApiFailure(0, String(error), null));
      return null;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  /** What went wrong beside this field; without a name, what belongs to no field. */
  const problem = (...fields: readonly string[]): string | null => {
    if (!failure) return null;
    const theirs = failure.field !== null && fields.includes(failure.field);
    return theirs ? failure.message : null;
  };
  return { send, sending, failure, problem };
}
