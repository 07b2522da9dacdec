-- Whose database this is: the first process to start writes it, every later one must be of the same registry.
create table registry (
    id         smallint primary key check (id = 1),
    service_id text not null,
    cluster_id text not null,
    keys       text not null
);

-- Numbers whose record could not be read when somebody asked for them.
create table stuck_numbers (
    number   text collate "C" primary key,
    position bigint      not null generated always as identity unique,
    since    timestamptz not null,
    fault    text        not null
);
