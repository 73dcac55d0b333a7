import { useLoaded } from '../kit/use-loaded.ts';
import type { Officer } from './queue-answers.ts';

/** Whoever a break can be assigned to. */
export const useOfficers = (): readonly Officer[] =>
  useLoaded<{ officers: readonly Officer[] }>('/breaks/officers').data?.officers ?? [];
