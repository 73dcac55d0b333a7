import { useRef, useState } from 'react';
import { useGateway } from '../gateway/use-gateway.tsx';
import { ApiFailure, post } from '../kit/api.ts';
import { useTell } from '../kit/notices.tsx';
import type { ActAnswer } from '../record/answers.ts';

export type FieldErrors = Readonly<Record<string, string>>;

/** One key per rendering of a form: whatever is pressed again, the same act is meant. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const errorsIn = (answer: ActAnswer): FieldErrors =>
  Object.fromEntries(
    Object.entries(answer.record?.errors ?? {}).map(([field, error]) => [
      field,
      String(error?.message ?? ''),
    ]),
  );

/**
 * Posts once. A refusal puts its sentence beside the field, or on top where it has none; the form
 * keeps what was typed and may be sent again under the same key.
 */
export function useAct<A extends ActAnswer = ActAnswer>(path: string) {
  const key = useRef(newKey());
  const busy = useRef(false);
  const [sending, setSending] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const tell = useTell();
  const gateway = useGateway();

  const act = async (data: Readonly<Record<string, unknown>>): Promise<A | null> => {
    if (busy.current) return null;
    busy.current = true;
    setSending(true);
    setRefusal(null);
    try {
      const answer = await post<A>(path, { ...data, idempotencyKey: key.current });
      const found = errorsIn(answer);
      setErrors(found);
      if (answer.notice.type !== 'error' || answer.transaction) return answer;
      if (Object.keys(found).length === 0) setRefusal(answer.notice.message);
      // It may be the gateway that does not answer: then the whole panel should say so.
      gateway.look();
      return null;
    } catch (error) {
      setRefusal(error instanceof ApiFailure ? error.message : String(error));
      return null;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  /** Another act is meant from now on. */
  const renew = () => {
    key.current = newKey();
  };
  return { act, sending, errors, setErrors, refusal, tell, renew };
}
