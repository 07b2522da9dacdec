-- Keys are compared byte by byte (collate "C"): faster than any language's order, and the same order as on every other database.

create table numbers (
    number        text collate "C" primary key check (length(number) between 1 and 32),
    version       bigint      not null,
    state         text        not null,
    phase         text        not null,
    carrier       text,
    generation    integer     not null,
    last_sequence bigint      not null,
    wake_shard    smallint    not null,
    wake_at       timestamptz,
    changed_at    timestamptz not null
) with (fillfactor = 85);

-- What is due, and nothing else: a frozen number costs one entry here and no timer anywhere.
create index numbers_due on numbers (wake_shard, wake_at) where wake_at is not null;

-- xid and position order every feed: xid is the transaction that wrote the row, and readers stop below the oldest one still open.
create table number_events (
    number     text collate "C" not null,
    sequence   bigint      not null,
    at         timestamptz not null,
    generation integer     not null,
    type       text        not null,
    actor      text        not null,
    cause      text        not null,
    data       text        not null,
    xid        xid8        not null default pg_current_xact_id(),
    position   bigint      not null generated always as identity,
    primary key (number, sequence)
);
create index number_events_feed on number_events (xid, position);

create table number_commands (
    number      text collate "C" not null,
    command_id  text collate "C" not null check (length(command_id) between 1 and 200),
    fingerprint text        not null,
    generation  integer     not null,
    at          timestamptz not null,
    answer      text,
    primary key (number, command_id)
);
create index number_commands_answered on number_commands (at) where answer is not null;
create index number_commands_age on number_commands (at);

-- state: 0 open, 1 waits to be pulled, 2 pulled and acknowledged, 3 dead. A settled delivery has no row.
-- position never changes and orders the deliveries of one number; xid is stamped again when a row enters a feed (pull, dead), so that no reader has passed its place.
create table deliveries (
    id              text collate "C" primary key check (length(id) between 1 and 200),
    xid             xid8        not null default pg_current_xact_id(),
    position        bigint      not null generated always as identity,
    lane            text collate "C" not null check (length(lane) <= 200),
    destination     text collate "C" not null check (length(destination) <= 200),
    number          text collate "C" not null,
    generation      integer     not null,
    kind            text        not null,
    body            text        not null,
    state           smallint    not null check (state between 0 and 3),
    created_at      timestamptz not null,
    next_attempt    timestamptz not null,
    attempts        integer     not null,
    last_status     integer,
    last_error      text,
    acknowledged_at timestamptz
);
create index deliveries_due on deliveries (lane, next_attempt) where state = 0;
create index deliveries_heads on deliveries (destination, number, position) where state = 0;
create index deliveries_feed on deliveries (destination, xid, position) where state <> 0;
create index deliveries_dead on deliveries (xid, position) where state = 3;
create index deliveries_acknowledged on deliveries (acknowledged_at) where state = 2;

create table unbindings (
    id           text collate "C" primary key check (length(id) between 1 and 200),
    xid          xid8        not null default pg_current_xact_id(),
    position     bigint      not null generated always as identity,
    party        text collate "C" not null check (length(party) <= 200),
    number       text collate "C" not null,
    account      text        not null,
    generation   integer     not null,
    state        text        not null,
    open         boolean     not null,
    reason       text        not null,
    urgency      text        not null,
    requested_at timestamptz not null,
    deadline     timestamptz not null
);
create index unbindings_open on unbindings (party, xid, position) where open;

-- No country code begins with 0, so a number's digits as an integer tell its length too: ranges overlap exactly when the integers do.
create table number_blocks (
    first   text collate "C" primary key check (first ~ '^\+[1-9][0-9]{1,14}$'),
    last    text collate "C" not null check (last ~ '^\+[1-9][0-9]{1,14}$' and length(last) = length(first) and last >= first),
    carrier text collate "C" not null,
    constraint number_blocks_apart exclude using gist (int8range(substr(first, 2)::bigint, substr(last, 2)::bigint, '[]') with &&)
);
create index number_blocks_carrier on number_blocks (carrier, first);

create table simulated_clock (
    id           smallint primary key check (id = 1),
    offset_ticks bigint not null
);
