-- Uploads of many rows. state: 0 being received, 1 open, 2 done, 3 cancelled. Nothing of a batch is worked on before it is open: its upload was complete then.
create table batches (
    id          text    not null primary key check (length(id) between 1 and 64),
    party       text    not null check (length(party) <= 200),
    content     text    not null,
    format      text    not null,
    idempotency_key text not null check (length(idempotency_key) between 1 and 128),
    fingerprint text    not null,
    state       integer not null check (state between 0 and 3),
    row_count   integer not null,
    byte_count  integer not null,
    accepted    integer not null,
    refused     integer not null,
    created_at  integer not null,
    opened_at   integer not null,
    finished_at integer
) strict;
-- Until a batch is open its own id stands in the key's place, behind a blank that no key begins with.
create unique index batches_keys on batches (party, idempotency_key);
create index batches_same on batches (party, fingerprint);
create index batches_open on batches (id) where state = 1;
create index batches_age on batches (created_at);

-- Rows as they were understood on arrival, packed; results in the same order. Rows of one number are all in one lane, in the order of the file.
create table batch_chunks (
    batch_id text    not null,
    lane     integer not null,
    sequence integer not null,
    body     blob    not null,
    results  blob,
    accepted integer not null,
    refused  integer not null,
    done_at  integer,
    primary key (batch_id, lane, sequence)
) strict;
create index batch_chunks_left on batch_chunks (batch_id, lane, sequence) where done_at is null;
