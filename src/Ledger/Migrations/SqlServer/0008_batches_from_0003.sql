-- Unverified: parsed and read, not yet run on a server.
-- Uploads of many rows. state: 0 being received, 1 open, 2 done, 3 cancelled. Nothing of a batch is worked on before it is open: its upload was complete then.
create table batches (
    id              nvarchar(64)  collate Latin1_General_100_BIN2 not null,
    party           nvarchar(200) collate Latin1_General_100_BIN2 not null,
    content         nvarchar(40)  collate Latin1_General_100_BIN2 not null,
    format          nvarchar(100) collate Latin1_General_100_BIN2 not null,
    idempotency_key nvarchar(128) collate Latin1_General_100_BIN2 not null,
    fingerprint     nvarchar(64)  collate Latin1_General_100_BIN2 not null,
    state           int               not null,
    row_count       bigint            not null,
    byte_count      bigint            not null,
    accepted        bigint            not null,
    refused         bigint            not null,
    created_at      datetimeoffset(6) not null,
    opened_at       datetimeoffset(6) not null,
    finished_at     datetimeoffset(6) null,
    constraint batches_key primary key (id),
    constraint batches_state check (state between 0 and 3)
);
-- Until a batch is open its own id stands in the key's place, behind a blank that no key begins with.
create unique index batches_keys on batches (party, idempotency_key);
create index batches_same on batches (party, fingerprint);
create index batches_open on batches (state, id);
create index batches_age on batches (created_at);

-- Rows as they were understood on arrival, packed; results in the same order. Rows of one number are all in one lane, in the order of the file.
create table batch_chunks (
    batch_id nvarchar(64) collate Latin1_General_100_BIN2 not null,
    lane     int               not null,
    sequence bigint            not null,
    body     varbinary(max)    not null,
    results  varbinary(max)    null,
    accepted int               not null,
    refused  int               not null,
    done_at  datetimeoffset(6) null,
    constraint batch_chunks_key primary key (batch_id, lane, sequence)
);
create index batch_chunks_left on batch_chunks (batch_id, done_at, lane, sequence);
