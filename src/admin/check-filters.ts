import type { ActionRequest, Before } from 'adminjs';
import type { Definition } from './definition.ts';
import { unreadable } from './filter-rules.ts';

const PREFIX = 'filters.';

/** `filters.createdAt~~from` → `createdAt` */
const nameIn = (key: string): string => key.slice(PREFIX.length).split('~~')[0] ?? '';

/**
 * Refuses a filter that this list does not have, before AdminJS touches it: an unknown name would
 * be ignored there and all rows shown.
 * @throws InvalidInput `filter_invalid`
 */
export const checkFilters =
  (definition: Definition): Before =>
  (request: ActionRequest) => {
    const asked = Object.keys(request.query ?? {}).filter((key) => key.startsWith('filters'));
    for (const key of asked) {
      const name = nameIn(key);
      if (!key.startsWith(PREFIX) || !Object.hasOwn(definition.filters, name))
        throw unreadable(name || key);
    }
    return request;
  };
