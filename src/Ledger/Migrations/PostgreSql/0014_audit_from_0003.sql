-- Each event's hash, made from its own columns and the hash before (docs/audit.md). Null: written by an earlier release.
alter table number_events add column hash bytea;

-- Where each number's chain stands: the hash of the event with this sequence. It lags behind while silos of an earlier release write.
alter table numbers add column chain_sequence bigint not null default 0;
alter table numbers add column chain_hash bytea;

-- Signed roots over stretches of number_events, in the order of the feed. Written once. xid and position are those of the last event; leaves are the 32-byte hashes of the events in their order.
create table audit_roots (
    place     bigint      primary key check (place >= 0),
    xid       xid8        not null,
    position  bigint      not null,
    events    integer     not null check (events > 0),
    sealed_at timestamptz not null,
    head      text        not null,
    leaves    bytea       not null
);
create index audit_roots_feed on audit_roots (xid, position);
-- Hashes don't shrink.
alter table audit_roots alter column leaves set storage external;
