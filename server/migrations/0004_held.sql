-- What the centre is shown of a change that has waited too long. Rows from before have no unit, until the change comes
-- again and tells; their first time stays.
alter table held add column unit blob;
alter table held add column device_name text not null default '';
alter table held add column record blob;
alter table held add column kind text;
alter table held add column waiting_for text;
create index held_since on held (space, since, unit);
