-- Where each day's list of events ends: every transaction below the horizon. Written once, moments after the day's end (UTC), and never changed.
create table feed_days (
    day     text    primary key check (length(day) = 10),
    horizon integer not null
) strict;
