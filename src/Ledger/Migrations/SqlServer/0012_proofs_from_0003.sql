-- Unverified: parsed and read, not yet run on a server.
-- What buyers were told, under the SHA-256 of the code on their paper. Written once; the seal shows a row that was changed since.
create table disclosures (
    id        nvarchar(200) collate Latin1_General_100_BIN2 not null,
    statement nvarchar(max) not null,
    seal      nvarchar(200) collate Latin1_General_100_BIN2 not null,
    constraint disclosures_key primary key (id)
);

-- Places in status lists, until the credential has expired. Whether it still holds is read from the number: nothing here is ever updated.
create table credentials (
    list       bigint            not null,
    place      int               not null,
    number     nvarchar(32) collate Latin1_General_100_BIN2 not null,
    generation int               not null,
    expires_at datetimeoffset(6) not null,
    constraint credentials_key primary key (list, place),
    constraint credentials_place check (place >= 0)
);
create index credentials_number on credentials (number, expires_at);
create index credentials_age on credentials (expires_at);
