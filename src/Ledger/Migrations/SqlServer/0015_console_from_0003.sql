-- Unverified: parsed and read, not yet run on a server.
-- What operators look at: figures that one silo keeps up, so that no page counts. One row for each kind; the body is JSON.
create table kept_figures (
    name nvarchar(100) collate Latin1_General_100_BIN2 not null,
    body nvarchar(max)     not null,
    at   datetimeoffset(6) not null,
    constraint kept_figures_key primary key (name)
);
-- Whose turn it is to keep them, and until when.
insert into kept_figures (name, body, at) values ('turn', '', '1970-01-01T00:00:00+00:00');

-- Frozen numbers with the day on which they leave the freeze: a projection that follows the events, some moments behind.
create table freezes (
    number     nvarchar(32) collate Latin1_General_100_BIN2 not null,
    version    bigint            not null,
    day        int               not null,
    until      datetimeoffset(6) not null,
    is_held    bit               not null,
    hold_limit datetimeoffset(6),
    is_clear   bit               not null,
    constraint freezes_key primary key (number)
);
create index freezes_days on freezes (is_held, day, is_clear, number);
create index freezes_held on freezes (is_held, until, number);

-- How long parties took to answer: counts by day (of 1970-01-01) and by class of time. Statistics, not evidence.
create table outcome_times (
    party   nvarchar(200) collate Latin1_General_100_BIN2 not null,
    day     int    not null,
    outcome nvarchar(40) collate Latin1_General_100_BIN2 not null,
    class   int    not null,
    total   bigint not null,
    constraint outcome_times_key primary key (party, day, outcome, class)
);

-- What operators did on the pages, each with its reason. Written before it is done; outcome says what came of it.
create table operator_acts (
    id       nvarchar(64) collate Latin1_General_100_BIN2 not null,
    position bigint            not null identity(1, 1),
    at       datetimeoffset(6) not null,
    operator nvarchar(200)     not null,
    client   nvarchar(200)     not null,
    act      nvarchar(40)      not null,
    number   nvarchar(32) collate Latin1_General_100_BIN2 not null,
    subject  nvarchar(200)     not null,
    reason   nvarchar(500)     not null,
    outcome  nvarchar(200)     not null,
    constraint operator_acts_key primary key (id),
    constraint operator_acts_position unique (position)
);
create index operator_acts_number on operator_acts (number, position);

alter table stuck_numbers add looked_at datetimeoffset(6), looked_by nvarchar(200), looked_why nvarchar(500);

create index numbers_phases on numbers (wake_shard) include (phase);
create index unbindings_late on unbindings ([open], party, deadline);
create index unbindings_deadline on unbindings ([open], deadline, id);
create index deliveries_set_aside on deliveries (state, number);
