-- What failed today is found by when it failed, not among all that failed of a week. A settlement that completes pays
-- nothing; one that fails (one in twenty-five) a call of this trigger and one entry of a small index.

alter table queue_entry add column failed_at timestamptz;
update queue_entry q set failed_at = t.settled_at from transaction t where t.id = q.transaction_id and t.status = 'FAILED';
create index queue_entry_failed_idx on queue_entry (failed_at) where queue = 'FAILED';

-- After the update, not before it: a row trigger before it would have every row fetched again that the sweep flags.
create function note_failed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update queue_entry q set failed_at = coalesce(t.settled_at, db_now()) from transaction t
  where q.transaction_id = new.transaction_id and t.id = q.transaction_id;
  return null;
end $$;
create trigger notes_failed after insert or update of queue on queue_entry for each row
  when (new.queue = 'FAILED' and new.failed_at is null) execute function note_failed();
