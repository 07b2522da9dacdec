-- Unverified: parsed and read, not yet run on a server.
-- Destinations that pull: what is written for them is parked from the start, and touches neither the index of what is due nor a lane.
create table pulling (
    destination nvarchar(200) collate Latin1_General_100_BIN2 not null,
    constraint pulling_key primary key (destination)
);
