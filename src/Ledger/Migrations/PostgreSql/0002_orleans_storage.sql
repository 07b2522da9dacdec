-- Grain storage of platforms, carriers and other low-rate grains: what Microsoft.Orleans.Persistence.AdoNet 10.4.2 asks for by key and parameter name.
-- The primary key is the whole identity, so that of two first writes one fails; the provider's hashes are not needed and not kept.
-- Every write answers exactly one row: the new version, or NULL for a conflict. No version of the provider has to guess what an empty answer means.

create table orleansquery (
    querykey  text primary key,
    querytext text not null
);

create table orleans_storage (
    service_id     text    collate "C" not null,
    grain_type     text    collate "C" not null,
    id_n0          bigint  not null,
    id_n1          bigint  not null,
    id_extension   text    collate "C" not null,
    version        integer not null,
    payload_binary bytea,
    modified_at    timestamptz not null default now(),
    primary key (service_id, grain_type, id_n0, id_n1, id_extension)
);

insert into orleansquery (querykey, querytext) values
('ReadFromStorageKey', $query$
select payload_binary as PayloadBinary, version as Version
from orleans_storage
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, '') and payload_binary is not null
$query$),
('WriteToStorageKey', $query$
with first_write as (
    insert into orleans_storage as s (service_id, grain_type, id_n0, id_n1, id_extension, version, payload_binary)
    select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
    where @GrainStateVersion is null
    on conflict (service_id, grain_type, id_n0, id_n1, id_extension)
    do update set version = s.version + 1, payload_binary = excluded.payload_binary, modified_at = now() where s.payload_binary is null
    returning version
), later_write as (
    update orleans_storage set version = version + 1, payload_binary = @PayloadBinary, modified_at = now()
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
    returning version
)
select coalesce((select version from first_write), (select version from later_write)) as NewGrainStateVersion
$query$),
-- The row stays with its version, or a write that was on its way could bring the cleared state back.
('ClearStorageKey', $query$
with cleared as (
    update orleans_storage set version = version + 1, payload_binary = null, modified_at = now()
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
    returning version
)
select (select version from cleared) as NewGrainStateVersion
$query$),
('DeleteStorageKey', $query$
with gone as (
    delete from orleans_storage
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
    returning version + 1 as version
)
select (select version from gone) as NewGrainStateVersion
$query$);
