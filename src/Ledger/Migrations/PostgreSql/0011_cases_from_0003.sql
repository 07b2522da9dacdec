-- What holders ask for and somebody must answer: escalated disputes, complaints, interceptions. A projection of the number's state, written with it.
create table cases (
    id         text collate "C" primary key check (length(id) between 1 and 200),
    xid        xid8        not null default pg_current_xact_id(),
    position   bigint      not null generated always as identity,
    party      text collate "C" not null check (length(party) <= 200),
    number     text collate "C" not null,
    generation integer     not null,
    kind       text collate "C" not null,
    state      text        not null,
    is_open    boolean     not null,
    opened_at  timestamptz not null,
    deadline   timestamptz,
    closed_at  timestamptz,
    sender     text collate "C" check (length(sender) <= 200),
    data       text        not null
);
create index cases_open on cases (party, xid, position) where is_open;
create index cases_over on cases (party, xid, position) where not is_open;
create index cases_waiting on cases (kind, deadline) where is_open;
create index cases_senders on cases (sender, number) where sender is not null;
create index cases_age on cases (closed_at) where closed_at is not null;
