-- Unverified: parsed and read, not yet run on a server.
-- What holders ask for and somebody must answer: escalated disputes, complaints, interceptions. A projection of the number's state, written with it.
create table cases (
    id         nvarchar(200) collate Latin1_General_100_BIN2 not null,
    xid        bigint            not null,
    position   bigint            not null identity(1, 1),
    party      nvarchar(200) collate Latin1_General_100_BIN2 not null,
    number     nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    generation int               not null,
    kind       nvarchar(40)  collate Latin1_General_100_BIN2 not null,
    state      nvarchar(40)  collate Latin1_General_100_BIN2 not null,
    is_open    bit               not null,
    opened_at  datetimeoffset(6) not null,
    deadline   datetimeoffset(6) null,
    closed_at  datetimeoffset(6) null,
    sender     nvarchar(200) collate Latin1_General_100_BIN2 null,
    data       nvarchar(max)     not null,
    constraint cases_key primary key (id),
    constraint cases_id_length check (datalength(id) between 2 and 400)
);
create index cases_open on cases (party, is_open, xid, position);
create index cases_waiting on cases (is_open, kind, deadline);
create index cases_senders on cases (sender, number);
create index cases_age on cases (closed_at);
