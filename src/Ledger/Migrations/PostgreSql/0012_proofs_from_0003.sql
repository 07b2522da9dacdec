-- What buyers were told, under the SHA-256 of the code on their paper. Written once; the seal shows a row that was changed since.
create table disclosures (
    id        text collate "C" primary key check (length(id) = 64),
    statement text not null,
    seal      text not null
);

-- Places in status lists, until the credential has expired. Whether it still holds is read from the number: nothing here is ever updated.
create table credentials (
    list       bigint      not null,
    place      integer     not null check (place >= 0),
    number     text collate "C" not null,
    generation integer     not null,
    expires_at timestamptz not null,
    primary key (list, place)
);
create index credentials_number on credentials (number, expires_at);
create index credentials_age on credentials (expires_at);
