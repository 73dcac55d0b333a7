-- What was done in one session, in the order of time. A settlement is done in none, so that no entry of its own is here.
create index audit_entry_session_idx on audit_entry (session_id, id) where session_id is not null;
