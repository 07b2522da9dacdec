-- What operators look at: figures that one silo keeps up, so that no page counts. One row for each kind; the body is JSON.
create table kept_figures (
    name text collate "C" primary key check (length(name) <= 100),
    body text        not null,
    at   timestamptz not null
);
-- Whose turn it is to keep them, and until when.
insert into kept_figures (name, body, at) values ('turn', '', timestamptz 'epoch');

-- Frozen numbers with the day on which they leave the freeze: a projection that follows the events, some moments behind.
create table freezes (
    number     text collate "C" primary key,
    version    bigint      not null,
    day        integer     not null,
    until      timestamptz not null,
    is_held    boolean     not null,
    hold_limit timestamptz,
    is_clear   boolean     not null
);
create index freezes_days on freezes (day, is_clear, number) where not is_held;
create index freezes_held on freezes (until, number) where is_held;

-- How long parties took to answer: counts by day (of 1970-01-01) and by class of time. Statistics, not evidence.
create table outcome_times (
    party   text collate "C" not null,
    day     integer  not null,
    outcome text collate "C" not null,
    class   integer  not null,
    total   bigint   not null,
    primary key (party, day, outcome, class)
);

-- What operators did on the pages, each with its reason. Written before it is done; outcome says what came of it.
create table operator_acts (
    id       text collate "C" primary key check (length(id) between 1 and 64),
    position bigint      not null generated always as identity unique,
    at       timestamptz not null,
    operator text        not null,
    client   text        not null,
    act      text        not null,
    number   text collate "C" not null,
    subject  text        not null,
    reason   text        not null,
    outcome  text        not null
);
create index operator_acts_number on operator_acts (number, position);

alter table stuck_numbers add column looked_at timestamptz, add column looked_by text, add column looked_why text;

create index numbers_phases on numbers (wake_shard, phase);
create index unbindings_late on unbindings (party, deadline) where open;
create index unbindings_deadline on unbindings (deadline, id) where open;
create index deliveries_set_aside on deliveries (number) where state <> 0;
