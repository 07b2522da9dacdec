-- Instants are integers: microseconds since 1970-01-01 UTC, so that they sort and compare as they are.

create table numbers (
    number        text    not null primary key check (length(number) between 1 and 32),
    version       integer not null,
    state         text    not null,
    phase         text    not null,
    carrier       text,
    generation    integer not null,
    last_sequence integer not null,
    wake_shard    integer not null,
    wake_at       integer,
    changed_at    integer not null
) strict;
create index numbers_due on numbers (wake_shard, wake_at) where wake_at is not null;

-- Plays the part of PostgreSQL's transaction ids: raised first thing by every writing transaction. There is one writer, so its order is the order of commit.
create table transactions (
    id   integer primary key check (id = 1),
    last integer not null
) strict;
insert into transactions (id, last) values (1, 0);

create table number_events (
    position   integer primary key autoincrement,
    xid        integer not null,
    number     text    not null,
    sequence   integer not null,
    at         integer not null,
    generation integer not null,
    type       text    not null,
    actor      text    not null,
    cause      text    not null,
    data       text    not null,
    unique (number, sequence)
) strict;

create table number_commands (
    number      text    not null,
    command_id  text    not null check (length(command_id) between 1 and 200),
    fingerprint text    not null,
    generation  integer not null,
    at          integer not null,
    answer      text,
    primary key (number, command_id)
) strict, without rowid;
create index number_commands_answered on number_commands (at) where answer is not null;
create index number_commands_age on number_commands (at);

-- state: 0 open, 1 waits to be pulled, 2 pulled and acknowledged, 3 dead. A settled delivery has no row.
-- position never changes and orders the deliveries of one number; xid is stamped again when a row enters a feed (pull, dead).
create table deliveries (
    position        integer primary key autoincrement,
    xid             integer not null,
    id              text    not null unique check (length(id) between 1 and 200),
    lane            text    not null check (length(lane) <= 200),
    destination     text    not null check (length(destination) <= 200),
    number          text    not null,
    generation      integer not null,
    kind            text    not null,
    body            text    not null,
    state           integer not null check (state between 0 and 3),
    created_at      integer not null,
    next_attempt    integer not null,
    attempts        integer not null,
    last_status     integer,
    last_error      text,
    acknowledged_at integer
) strict;
create index deliveries_due on deliveries (lane, next_attempt) where state = 0;
create index deliveries_heads on deliveries (destination, number, position) where state = 0;
create index deliveries_feed on deliveries (destination, xid, position) where state <> 0;
create index deliveries_feed_all on deliveries (xid, position) where state <> 0;
create index deliveries_acknowledged on deliveries (acknowledged_at) where state = 2;

create table unbindings (
    position     integer primary key autoincrement,
    xid          integer not null,
    id           text    not null unique check (length(id) between 1 and 200),
    party        text    not null check (length(party) <= 200),
    number       text    not null,
    account      text    not null,
    generation   integer not null,
    state        text    not null,
    open         integer not null check (open in (0, 1)),
    reason       text    not null,
    urgency      text    not null,
    requested_at integer not null,
    deadline     integer not null
) strict;
create index unbindings_open on unbindings (party, xid, position) where open;

create table number_blocks (
    first   text not null primary key,
    last    text not null check (length(last) = length(first) and last >= first),
    carrier text not null
) strict;
create index number_blocks_carrier on number_blocks (carrier, first);

-- One writer at a time makes this check as good as a constraint, for whoever writes.
create trigger number_blocks_apart before insert on number_blocks
when exists (select 1 from number_blocks b where length(b.first) = length(new.first) and b.first <= new.last and b.last >= new.first)
begin
    select raise(ignore);
end;

create table simulated_clock (
    id           integer primary key check (id = 1),
    offset_ticks integer not null
) strict;
