-- Unverified: parsed and read, not yet run on a server.
-- Grain storage of platforms, carriers and other low-rate grains: what Microsoft.Orleans.Persistence.AdoNet 10.4.2 asks for by key and parameter name.
-- The primary key is the whole identity, so that of two first writes one fails; the provider's hashes are not needed and not kept.
-- Every write answers exactly one row: the new version, or NULL for a conflict. Names are written as the provider writes them: a server may tell A from a.

create table OrleansQuery (
    QueryKey  nvarchar(64) collate Latin1_General_100_BIN2 not null,
    QueryText nvarchar(max) not null,
    constraint OrleansQuery_key primary key (QueryKey)
);

create table orleans_storage (
    service_id     nvarchar(100) collate Latin1_General_100_BIN2 not null,
    grain_type     nvarchar(120) collate Latin1_General_100_BIN2 not null,
    id_n0          bigint         not null,
    id_n1          bigint         not null,
    id_extension   nvarchar(200) collate Latin1_General_100_BIN2 not null,
    version        int            not null,
    payload_binary varbinary(max) null,
    constraint orleans_storage_key primary key (service_id, grain_type, id_n0, id_n1, id_extension)
);

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', N'
select s.payload_binary as PayloadBinary, s.version as Version
from orleans_storage s
where s.service_id = @ServiceId and s.grain_type = @GrainTypeString and s.id_n0 = @GrainIdN0 and s.id_n1 = @GrainIdN1
  and s.id_extension = coalesce(@GrainIdExtensionString, N'''') and s.payload_binary is not null;
'),
-- First writes, and no others, take turns at the row of transactions: the second finds the row of the first and answers NULL. Without a turn it would fail on the key.
('WriteToStorageKey', N'
set nocount on;
set xact_abort on;
declare @written table (version int not null);
begin transaction;
update transactions set last = last where id = 1 and @GrainStateVersion is null;
update orleans_storage set version = version + 1, payload_binary = @PayloadBinary
output inserted.version into @written (version)
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, N'''')
  and (version = @GrainStateVersion or (@GrainStateVersion is null and payload_binary is null));
insert into orleans_storage (service_id, grain_type, id_n0, id_n1, id_extension, version, payload_binary)
output inserted.version into @written (version)
select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, N''''), 1, @PayloadBinary
where @GrainStateVersion is null and not exists (
    select 1 from orleans_storage s
    where s.service_id = @ServiceId and s.grain_type = @GrainTypeString and s.id_n0 = @GrainIdN0 and s.id_n1 = @GrainIdN1
      and s.id_extension = coalesce(@GrainIdExtensionString, N''''));
commit transaction;
select max(w.version) as NewGrainStateVersion from @written w;
'),
-- The row stays with its version, or a write that was on its way could bring the cleared state back.
('ClearStorageKey', N'
set nocount on;
declare @cleared table (version int not null);
update orleans_storage set version = version + 1, payload_binary = null
output inserted.version into @cleared (version)
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, N'''') and version = @GrainStateVersion;
select max(c.version) as NewGrainStateVersion from @cleared c;
'),
('DeleteStorageKey', N'
set nocount on;
declare @gone table (version int not null);
delete from orleans_storage
output deleted.version into @gone (version)
where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
  and id_extension = coalesce(@GrainIdExtensionString, N'''') and version = @GrainStateVersion;
select max(g.version) + 1 as NewGrainStateVersion from @gone g;
');
