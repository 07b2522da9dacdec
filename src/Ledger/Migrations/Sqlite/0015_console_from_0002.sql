-- What operators look at: figures that one silo keeps up, so that no page counts. One row for each kind; the body is JSON.
create table kept_figures (
    name text    not null primary key check (length(name) <= 100),
    body text    not null,
    at   integer not null
) strict;
-- Whose turn it is to keep them, and until when.
insert into kept_figures (name, body, at) values ('turn', '', 0);

-- Frozen numbers with the day on which they leave the freeze: a projection that follows the events, some moments behind.
create table freezes (
    number     text    not null primary key,
    version    integer not null,
    day        integer not null,
    until      integer not null,
    is_held    integer not null check (is_held in (0, 1)),
    hold_limit integer,
    is_clear   integer not null check (is_clear in (0, 1))
) strict, without rowid;
create index freezes_days on freezes (day, is_clear, number) where not is_held;
create index freezes_held on freezes (until, number) where is_held;

-- How long parties took to answer: counts by day (of 1970-01-01) and by class of time. Statistics, not evidence.
create table outcome_times (
    party   text    not null,
    day     integer not null,
    outcome text    not null,
    class   integer not null,
    total   integer not null,
    primary key (party, day, outcome, class)
) strict, without rowid;

-- What operators did on the pages, each with its reason. Written before it is done; outcome says what came of it.
create table operator_acts (
    position integer primary key autoincrement,
    id       text    not null unique check (length(id) between 1 and 64),
    at       integer not null,
    operator text    not null,
    client   text    not null,
    act      text    not null,
    number   text    not null,
    subject  text    not null,
    reason   text    not null,
    outcome  text    not null
) strict;
create index operator_acts_number on operator_acts (number, position);

alter table stuck_numbers add column looked_at integer;
alter table stuck_numbers add column looked_by text;
alter table stuck_numbers add column looked_why text;

create index numbers_phases on numbers (wake_shard, phase);
create index unbindings_late on unbindings (party, deadline) where open;
create index unbindings_deadline on unbindings (deadline, id) where open;
create index deliveries_set_aside on deliveries (number) where state <> 0;
