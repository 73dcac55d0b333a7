import { expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

test.each<[string, string, RegExp]>([
  [
    'a posting of no journal',
    `insert into posting (journal_id, line, account_id, amount, currency)
     values ('01900000-0000-7000-8000-000000000001', 1, system_account('fees', 'XOF'), 1, 'XOF'),
       ('01900000-0000-7000-8000-000000000001', 2, system_account('gateway_float', 'XOF'), -1, 'XOF')`,
    /A row of posting refers to no row: journal 01900000/,
  ],
  [
    'a posting of a journal, to an account that is nobody’s',
    `with j as (insert into journal (id, kind, step, currency) values (uuid_v7(), 'OPENING', 1, 'XOF') returning id)
     insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
     select id, 1, uuid_v7(), 1, 'XOF', 1, 1 from j union all select id, 2, system_account('opening', 'XOF'), -1, 'XOF', null, null from j`,
    /does not follow its postings/,
  ],
  [
    'a journal of no transaction',
    `insert into journal (id, kind, transaction_id, step, currency) values (uuid_v7(), 'DEPOSIT', '01900000-0000-7000-8000-000000000002', 1, 'XOF')`,
    /A row of journal refers to no row: transaction 01900000/,
  ],
  [
    'an outcome of no event',
    `insert into webhook_outcome (event_id, outcome) values ('01900000-0000-7000-8000-000000000003', 'ignored')`,
    /A row of webhook_outcome refers to no row: event 01900000/,
  ],
  [
    'an outcome of no transaction',
    `with e as (insert into webhook_event (source, dialect, hash, raw, headers) values ('webhook', 'initiate', '\\x01', '\\x01', '{}') returning id)
     insert into webhook_outcome (event_id, outcome, transaction_id) select id, 'completed', '01900000-0000-7000-8000-000000000004' from e`,
    /A row of webhook_outcome refers to no row/,
  ],
])('%s is refused, even to the owner', async (_, sql, refusal) => {
  await expect(db.owner.query(sql)).rejects.toThrow(refusal);
});
