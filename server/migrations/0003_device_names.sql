-- What the device was called when it handed the change in: its id tells people nothing.
alter table change add column device_name text not null default '';
