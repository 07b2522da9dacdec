-- Each event's hash, made from its own columns and the hash before (docs/audit.md). Null: written by an earlier release.
alter table number_events add column hash blob;
create index number_events_feed on number_events (xid, position);

-- Where each number's chain stands: the hash of the event with this sequence. It lags behind while silos of an earlier release write.
alter table numbers add column chain_sequence integer not null default 0;
alter table numbers add column chain_hash blob;

-- Signed roots over stretches of number_events, in the order of the feed. Written once. xid and position are those of the last event; leaves are the 32-byte hashes of the events in their order.
create table audit_roots (
    place     integer not null primary key check (place >= 0),
    xid       integer not null,
    position  integer not null,
    events    integer not null check (events > 0),
    sealed_at integer not null,
    head      text    not null,
    leaves    blob    not null
) strict;
create index audit_roots_feed on audit_roots (xid, position);
