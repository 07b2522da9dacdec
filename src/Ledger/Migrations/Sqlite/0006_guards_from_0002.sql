-- Whose database this is: the first process to start writes it, every later one must be of the same registry.
create table registry (
    id         integer primary key check (id = 1),
    service_id text not null,
    cluster_id text not null,
    keys       text not null
) strict;

-- Numbers whose record could not be read when somebody asked for them.
create table stuck_numbers (
    position integer primary key autoincrement,
    number   text    not null unique,
    since    integer not null,
    fault    text    not null
) strict;
