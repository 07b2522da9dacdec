-- Grain storage of platforms, carriers and other low-rate grains: what Microsoft.Orleans.Persistence.AdoNet 10.4.2 asks for by key and parameter name.
-- The primary key is the whole identity, so that of two first writes one fails; the provider's hashes are not needed and not kept.
-- Every write answers exactly one row over its two statements: the new version, or NULL for a conflict. No version of the provider has to guess what an empty answer means.

create table OrleansQuery (
    QueryKey  text not null primary key,
    QueryText text not null
) strict;

create table orleans_storage (
    service_id     text    not null,
    grain_type     text    not null,
    id_n0          integer not null,
    id_n1          integer not null,
    id_extension   text    not null,
    version        integer not null,
    payload_binary blob,
    primary key (service_id, grain_type, id_n0, id_n1, id_extension)
) strict;

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', '
select payload_binary as PayloadBinary, version as Version
from orleans_storage
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, '''') and payload_binary is not null
'),
('WriteToStorageKey', '
insert into orleans_storage (service_id, grain_type, id_n0, id_n1, id_extension, version, payload_binary)
select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), 1, @PayloadBinary
where @GrainStateVersion is null or exists (
    select 1 from orleans_storage
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension = coalesce(@GrainIdExtensionString, ''''))
on conflict (service_id, grain_type, id_n0, id_n1, id_extension)
do update set version = version + 1, payload_binary = excluded.payload_binary
where version = @GrainStateVersion or (@GrainStateVersion is null and payload_binary is null)
returning version as NewGrainStateVersion;
select null as NewGrainStateVersion where changes() = 0
'),
-- The row stays with its version, or a write that was on its way could bring the cleared state back.
('ClearStorageKey', '
update orleans_storage set version = version + 1, payload_binary = null
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, '''') and version = @GrainStateVersion
returning version as NewGrainStateVersion;
select null as NewGrainStateVersion where changes() = 0
'),
('DeleteStorageKey', '
delete from orleans_storage
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, '''') and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion;
select null as NewGrainStateVersion where changes() = 0
');
