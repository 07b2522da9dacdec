-- What holders ask for and somebody must answer: escalated disputes, complaints, interceptions. A projection of the number's state, written with it.
create table cases (
    position   integer primary key autoincrement,
    xid        integer not null,
    id         text    not null unique check (length(id) between 1 and 200),
    party      text    not null check (length(party) <= 200),
    number     text    not null,
    generation integer not null,
    kind       text    not null,
    state      text    not null,
    is_open    integer not null check (is_open in (0, 1)),
    opened_at  integer not null,
    deadline   integer,
    closed_at  integer,
    sender     text check (length(sender) <= 200),
    data       text    not null
) strict;
create index cases_open on cases (party, xid, position) where is_open;
create index cases_over on cases (party, xid, position) where not is_open;
create index cases_waiting on cases (kind, deadline) where is_open;
create index cases_senders on cases (sender, number) where sender is not null;
create index cases_age on cases (closed_at) where closed_at is not null;
