import { useCallback } from 'react';
import { post } from '../kit/api.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { useRefresh } from '../kit/use-refresh.ts';
import type { NoticesAnswer } from './answers.ts';

const EVERY_MS = 30_000;

/** What this person should know, read again while the panel is open. */
export function useNotices() {
  const { data, failure, reload, look } = useLoaded<NoticesAnswer>('/notices');
  useRefresh(look, EVERY_MS);
  const markRead = useCallback(
    async (id: string) => {
      await post(`/notices/${id}/read`, {});
      look();
    },
    [look],
  );
  return { answer: data, failure, reload, markRead };
}
