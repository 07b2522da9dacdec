-- Unverified: parsed and read, not yet run on a server. Keys are compared unit by unit, whatever the database's collation: the same order as on every other database.
-- Every other text is nvarchar(max): a short one lies in its row all the same. Indexes are plain ones, so that no setting of a connection can make a write fail.

create table numbers (
    number     nvarchar(32) collate Latin1_General_100_BIN2 not null,
    version    bigint            not null,
    state      nvarchar(max)     not null,
    phase      nvarchar(max)     not null,
    carrier    nvarchar(max)     null,
    generation int               not null,
    wake_shard smallint          not null,
    wake_at    datetimeoffset(6) null,
    changed_at datetimeoffset(6) not null,
    constraint numbers_key primary key (number),
    constraint numbers_number_length check (datalength(number) between 2 and 64)
);
create index numbers_due on numbers (wake_shard, wake_at);

-- One row, raised by every transaction that writes to a feed. It stays locked until that transaction ends: places in a feed are given in the order of commit.
create table transactions (
    id   int    not null,
    last bigint not null,
    constraint transactions_key primary key (id)
);
insert into transactions (id, last) values (1, 0);

create table number_events (
    number     nvarchar(32) collate Latin1_General_100_BIN2 not null,
    sequence   bigint            not null,
    at         datetimeoffset(6) not null,
    generation int               not null,
    type       nvarchar(max)     not null,
    actor      nvarchar(max)     not null,
    cause      nvarchar(max)     not null,
    data       nvarchar(max)     not null,
    xid        bigint            not null,
    position   bigint            not null identity(1, 1),
    constraint number_events_key primary key (number, sequence)
);
create index number_events_feed on number_events (xid, position);

-- answered: 1 while there is an answer. Indexed in its place, so that what has been forgotten is not looked through again.
create table number_commands (
    number      nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    command_id  nvarchar(200) collate Latin1_General_100_BIN2 not null,
    fingerprint nvarchar(max)     not null,
    generation  int               not null,
    at          datetimeoffset(6) not null,
    answer      nvarchar(max)     null,
    answered    bit               not null,
    constraint number_commands_key primary key (number, command_id),
    constraint number_commands_id_length check (datalength(command_id) between 2 and 400)
);
create index number_commands_answered on number_commands (answered, at);
create index number_commands_age on number_commands (at);

-- state: 0 open, 1 waits to be pulled, 2 pulled and acknowledged, 3 dead. A settled delivery has no row.
-- position never changes and orders the deliveries of one number; xid is stamped again when a row enters a feed (pull, dead).
create table deliveries (
    id              nvarchar(200) collate Latin1_General_100_BIN2 not null,
    xid             bigint            not null,
    position        bigint            not null identity(1, 1),
    lane            nvarchar(200) collate Latin1_General_100_BIN2 not null,
    wake_shard      smallint          not null,
    destination     nvarchar(200) collate Latin1_General_100_BIN2 not null,
    number          nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    generation      int               not null,
    kind            nvarchar(max)     not null,
    body            nvarchar(max)     not null,
    state           int               not null,
    created_at      datetimeoffset(6) not null,
    next_attempt    datetimeoffset(6) not null,
    attempts        int               not null,
    last_status     int               null,
    last_error      nvarchar(500)     null,
    acknowledged_at datetimeoffset(6) null,
    constraint deliveries_key primary key (id),
    constraint deliveries_id_length check (datalength(id) between 2 and 400),
    constraint deliveries_state check (state between 0 and 3)
);
create index deliveries_due on deliveries (state, wake_shard, lane, next_attempt);
create index deliveries_heads on deliveries (destination, number, state, position);
create index deliveries_feed on deliveries (destination, state, xid, position);
create index deliveries_feed_all on deliveries (state, xid, position);
create index deliveries_acknowledged on deliveries (state, acknowledged_at);

create table unbindings (
    id           nvarchar(200) collate Latin1_General_100_BIN2 not null,
    xid          bigint            not null,
    position     bigint            not null identity(1, 1),
    party        nvarchar(200) collate Latin1_General_100_BIN2 not null,
    number       nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    account      nvarchar(max)     not null,
    generation   int               not null,
    state        nvarchar(max)     not null,
    [open]       bit               not null,
    reason       nvarchar(max)     not null,
    urgency      nvarchar(max)     not null,
    requested_at datetimeoffset(6) not null,
    deadline     datetimeoffset(6) not null,
    constraint unbindings_key primary key (id),
    constraint unbindings_id_length check (datalength(id) between 2 and 400)
);
create index unbindings_open on unbindings (party, [open], xid, position);

-- No two overlap: whoever adds one takes a turn at transactions first, and looks then.
create table number_blocks (
    first   nvarchar(16)  collate Latin1_General_100_BIN2 not null,
    last    nvarchar(16)  collate Latin1_General_100_BIN2 not null,
    carrier nvarchar(200) collate Latin1_General_100_BIN2 not null,
    constraint number_blocks_key primary key (first),
    constraint number_blocks_range check (datalength(last) = datalength(first) and last >= first)
);
create index number_blocks_carrier on number_blocks (carrier, first);

create table simulated_clock (
    id           int    not null,
    offset_ticks bigint not null,
    constraint simulated_clock_key primary key (id),
    constraint simulated_clock_one check (id = 1)
);
