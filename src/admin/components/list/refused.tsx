import React from 'react';
import { Link } from 'react-router-dom';
import type { ApiFailure } from '../kit/api.ts';
import { words } from '../kit/page-data.ts';
import { Failed } from '../kit/states.tsx';
import type { ListQuery } from './list-query.ts';

/** Asked for a page that there is not, or in a way that the list does not understand. */
const NOT_THERE: readonly (string | null)[] = ['page', 'cursor'];

/** Why there is no list, and the way back to one: to ask the same again would be refused again. */
export function Refused({
  failure,
  query,
  retry,
}: {
  failure: ApiFailure;
  query: ListQuery;
  retry(): void;
}) {
  if (failure.status !== 400) return <Failed failure={failure} retry={retry} />;
  const isPage = NOT_THERE.includes(failure.field);
  return (
    <div className="state" role="alert">
      <p className="state-title">{failure.message}</p>
      <Link className="button" to={isPage ? query.urlAt(null) : '?'}>
        {isPage ? words.list.first : words.list.whole}
      </Link>
    </div>
  );
}
