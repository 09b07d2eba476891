-- Whoever has the link chooses the password. Only the digest of its secret is kept, and one for each person. A person
-- without an account is the one who sets the installation up.
create table invitation (
    space  blob not null,
    person blob not null,
    token  blob not null,
    ends   integer not null,
    primary key (space, person),
    unique (space, token)
) strict, without rowid;
