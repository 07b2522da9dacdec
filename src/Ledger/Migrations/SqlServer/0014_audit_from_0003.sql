-- Unverified: parsed and read, not yet run on a server.
-- Each event's hash, made from its own columns and the hash before (docs/audit.md). Null: written by an earlier release.
alter table number_events add hash varbinary(32) null;

-- Where each number's chain stands: the hash of the event with this sequence. It lags behind while silos of an earlier release write.
alter table numbers add chain_sequence bigint not null constraint numbers_chain_begins default 0;
alter table numbers add chain_hash varbinary(32) null;

-- Signed roots over stretches of number_events, in the order of the feed. Written once. xid and position are those of the last event; leaves are the 32-byte hashes of the events in their order.
create table audit_roots (
    place     bigint            not null,
    xid       bigint            not null,
    position  bigint            not null,
    events    int               not null,
    sealed_at datetimeoffset(6) not null,
    head      nvarchar(max)     not null,
    leaves    varbinary(max)    not null,
    constraint audit_roots_key primary key (place),
    constraint audit_roots_place check (place >= 0),
    constraint audit_roots_events check (events > 0)
);
create index audit_roots_feed on audit_roots (xid, position);
