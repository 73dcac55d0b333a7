-- Half of a page is left free: an entry that is flagged late finds its new version beside the old one, and none of the
-- indexes is written, though the sweep flags every entry of a page.
alter table queue_entry set (fillfactor = 50);
