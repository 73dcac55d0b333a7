-- What the console may do: as before, and make the keys that PostgreSQL 18 makes.

create or replace function grant_app_access(p_role text) returns void language plpgsql as $$
declare f regprocedure;
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on all tables in schema public to %I', p_role);
  execute format('grant insert on audit_entry, break_note, balance_reading, statement_bad_line, notice, notice_delivery,
    notice_read to %I', p_role);
  execute format('grant insert (id, file_id, series, line_no, kind, state, own_id, merchant_reference, reference, amount, fee, currency, phone, occurred_at,
    balance, transaction_id, paired, outcome, rule) on statement_line to %I', p_role);
  execute format('grant insert, update, delete on session, login_attempt, membership, second_factor, recovery_code, saved_view to %I', p_role);
  execute format('grant insert, update on app_user, tontine, webhook_refusal, setting, statement_file, statement_mapping, match_rule to %I', p_role);
  execute format('grant insert, update (answered_by, answer, answered_at) on dispute to %I', p_role);
  execute format('grant update (assignee_id, due_at) on break_item to %I', p_role);
  execute format('grant update (routed_at) on notice to %I', p_role);
  execute format('grant update (state, attempts, next_attempt_at, last_error, delivered_at) on notice_delivery to %I', p_role);
  for f in
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('clock_override', 'db_now', 'uuid_v7', 'uuid_v7_at', 'system_account', 'request_payment',
      'mark_sending', 'record_answer', 'recover', 'flag_stale', 'create_vault', 'move_vault', 'lock_vault', 'settle', 'store_suspended',
      'decide_payout', 'expire_approvals', 'claim_status_queries', 'claim_status_query', 'note_status_query', 'note_hint', 'event_hash',
      'first_id_at', 'effect_there', 'effect_here', 'covered', 'line_difference', 'line_outcome', 'pairs_by_phone', 'held_for', 'owed_for', 'plan_postings', 'kind_rank', 'flow_of',
      'begin_lines', 'take_lines', 'finish_statement', 'undo_statement', 'refresh_breaks', 'preview_resolution', 'resolve_break', 'decide_resolution',
      'close_proof_day', 'open_proof_gap', 'seal_journals', 'open_invariant_breaks', 'payouts_frozen', 'rematch_lines',
      'note_break_check', 'break_name', 'undo_obstacle', 'line_outcomes', 'reserve_line_ids', 'give_up_statement')
  loop
    execute format('grant execute on function %s to %I', f, p_role);
  end loop;
end $$;
