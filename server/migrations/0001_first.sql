-- Every table's key begins with the space, and no statement crosses spaces: so the same schema distributes by that
-- column. Accounts belong to the directory's space.

create table server (
    one       integer primary key check (one = 1),
    server    blob not null,
    epoch     integer not null,
    secret    blob not null,
    directory blob not null
) strict;

create table space (
    space blob primary key,
    seq   integer not null,
    hash  blob not null,
    year  integer not null
) strict, without rowid;

-- One entry per revision handed out. `kept` is the digest of records that the server keeps by itself; where it is
-- null, the entry is the change of that revision.
create table chain (
    space blob not null,
    seq   integer not null,
    hash  blob not null,
    kept  blob,
    primary key (space, seq)
) strict, without rowid;

-- Accepted changes, for ever. `about` is the record whose history it belongs to: of a decision, the decided record.
create table change (
    space       blob not null,
    id          blob not null,
    seq         integer not null,
    record      blob not null,
    about       blob not null,
    follows     blob,
    author      blob not null,
    unit        blob,
    device      blob not null,
    device_time integer not null,
    received    integer not null,
    body        text not null,
    outcome     text not null,
    primary key (space, id)
) strict;
create index change_about on change (space, about, seq);

create table record (
    space  blob not null,
    id     blob not null,
    kind   text not null,
    unit   blob,
    rev    integer not null,
    fields text not null,
    marks  text not null,
    by     text,
    primary key (space, id)
) strict;
create index record_rev on record (space, rev, kind, unit, id);

create table open_conflict (
    space    blob not null,
    subject  blob not null,
    conflict blob not null,
    primary key (space, subject, conflict)
) strict, without rowid;

-- Changes that wait for another part, by when they first came.
create table held (
    space  blob not null,
    change blob not null,
    author blob not null,
    since  integer not null,
    primary key (space, change)
) strict, without rowid;

-- What each device of a unit said of itself last.
create table report (
    space   blob not null,
    unit    blob not null,
    device  blob not null,
    waiting integer not null,
    refused integer not null,
    seen    integer not null,
    primary key (space, unit, device)
) strict, without rowid;

create table person (
    space blob not null,
    id    blob not null,
    login text not null,
    hash  text not null,
    stamp integer not null,
    primary key (space, id),
    unique (space, login)
) strict;

create table person_grant (
    space   blob not null,
    person  blob not null,
    ordinal integer not null,
    body    text not null,
    primary key (space, person, ordinal),
    foreign key (space, person) references person (space, id)
) strict, without rowid;

create table device (
    space blob not null,
    id    blob not null,
    key   blob not null,
    name  text not null,
    first integer not null,
    last  integer not null,
    primary key (space, id)
) strict, without rowid;

-- Only the digest of a session's token is kept.
create table session (
    space   blob not null,
    token   blob not null,
    person  blob not null,
    device  blob not null,
    expires integer not null,
    primary key (space, token),
    foreign key (space, person) references person (space, id),
    foreign key (space, device) references device (space, id)
) strict, without rowid;

create table file (
    space    blob not null,
    hash     blob not null,
    size     integer not null,
    received integer not null,
    complete integer not null,
    primary key (space, hash)
) strict, without rowid;

create table file_chunk (
    space blob not null,
    hash  blob not null,
    start integer not null,
    bytes blob not null,
    primary key (space, hash, start),
    foreign key (space, hash) references file (space, hash)
) strict;

-- The records that name or once named a file: who may see one of them may see the file.
create table file_ref (
    space  blob not null,
    hash   blob not null,
    record blob not null,
    mime   text not null,
    primary key (space, hash, record)
) strict, without rowid;
