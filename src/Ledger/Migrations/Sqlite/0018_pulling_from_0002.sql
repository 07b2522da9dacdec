-- Destinations that pull: what is written for them is parked from the start, and touches neither the index of what is due nor a lane.
create table pulling (destination text primary key check (length(destination) <= 200)) strict;
