-- Whether a unit is a member of a cluster is asked for every record that is made.
create index record_member on record (space, fields ->> 'cluster', fields ->> 'unit') where kind = 'membership';
