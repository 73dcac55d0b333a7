-- A rule that is switched on is tried at once on what stands alone, as its dry run said; refresh_breaks then closes what fits.
create function rematch_lines() returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r match_rule;
  v_count integer;
  v_paired integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_breaks', 2));
  for r in select * from match_rule where basis = 'phone_amount' and enabled order by priority loop
    update statement_line l set transaction_id = t.id, paired = true, rule = 'phone_amount',
      outcome = outcome_beside(line_outcome(l.state, l.kind, l.amount, l.fee, l.currency, t, r.tolerance), booked_about(t.id),
        line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)),
      difference = line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)
    from pairs_by_phone(null, r) p join transaction t on t.id = p.transaction_id
    where l.id = p.line_id
      -- What a person has proposed or decided about stays as they saw it.
      and not exists (select from break_evidence e join resolution x on x.break_id = e.break_id where e.line_id = l.id and x.state in ('PROPOSED', 'APPROVED', 'DONE'));
    get diagnostics v_count = row_count;
    v_paired := v_paired + v_count;
  end loop;
  return v_paired;
end $$;
