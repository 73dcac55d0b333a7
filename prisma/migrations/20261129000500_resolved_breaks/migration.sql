-- The resolved breaks only grow: by what was at stake, by their name, and by whose they were. No settlement resolves one.
create index break_item_resolved_value on break_item (value desc, id) where resolved_at is not null;
create index break_item_resolved_name on break_item (break_name(kind, flow, reason), coalesce(occurred_at, opened_at), id)
  where resolved_at is not null;
create index break_item_resolved_assignee on break_item (assignee_id, coalesce(occurred_at, opened_at), id)
  where resolved_at is not null and assignee_id is not null;
