-- Unverified: parsed and read, not yet run on a server.
-- Where each day's list of events ends: every transaction below the horizon. Written once, moments after the day's end (UTC), and never changed.
create table feed_days (
    day     nvarchar(10) collate Latin1_General_100_BIN2 not null,
    horizon bigint       not null,
    constraint feed_days_key primary key (day)
);
