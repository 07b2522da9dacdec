-- Where each day's list of events ends: every transaction below the horizon. Written once, moments after the day's end (UTC), and never changed.
create table feed_days (
    day     text collate "C" primary key check (length(day) = 10),
    horizon xid8 not null
);
