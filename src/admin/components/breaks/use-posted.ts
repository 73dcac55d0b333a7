import { useEffect, useRef, useState } from 'react';
import { ApiFailure, post } from '../kit/api.ts';

/** What the server answers to a question that carries a body; null until it does. */
export function usePosted<T>(path: string, data: Readonly<Record<string, unknown>>) {
  const [answer, setAnswer] = useState<T | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const asked = JSON.stringify(data);
  useEffect(() => {
    let isLatest = true;
    setAnswer(null);
    setFailure(null);
    post<T>(path, JSON.parse(asked))
      .then((told) => {
        if (isLatest) setAnswer(told);
      })
      .catch((error: unknown) => {
        if (isLatest)
          setFailure(error instanceof ApiFailure ? error : new ApiFailure(0, String(error), null));
      });
    return () => {
      isLatest = false;
    };
  }, [path, asked]);
  return { answer, failure };
}

/** Sends once at a time; a refusal is a sentence, and what was typed stays. */
export function useSending() {
  const busy = useRef(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async <T>(
    path: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<T | null> => {
    if (busy.current) return null;
    busy.current = true;
    setSending(true);
    setRefusal(null);
    try {
      return await post<T>(path, data);
    } catch (error) {
      setRefusal(error instanceof ApiFailure ? error.message : String(error));
      return null;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return { send, sending, refusal };
}
