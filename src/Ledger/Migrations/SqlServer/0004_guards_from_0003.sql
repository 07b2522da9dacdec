-- Unverified: parsed and read, not yet run on a server.
-- Whose database this is: the first process to start writes it, every later one must be of the same registry.
create table registry (
    id         int           not null,
    service_id nvarchar(max) not null,
    cluster_id nvarchar(max) not null,
    keys       nvarchar(max) not null,
    constraint registry_key primary key (id),
    constraint registry_one check (id = 1)
);

-- Numbers whose record could not be read when somebody asked for them.
create table stuck_numbers (
    number   nvarchar(32) collate Latin1_General_100_BIN2 not null,
    position bigint            not null identity(1, 1),
    since    datetimeoffset(6) not null,
    fault    nvarchar(max)     not null,
    constraint stuck_numbers_key primary key (number),
    constraint stuck_numbers_position unique (position)
);
