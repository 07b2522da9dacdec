-- Unverified: parsed and read, not yet run on a server.
-- Membership and reminders: what Microsoft.Orleans.Clustering.AdoNet and Microsoft.Orleans.Reminders.AdoNet 10.4.2 ask for by key and parameter name.
-- A change of membership takes its turn by the version row of its cluster: of two with the same expected version one finds it and the other answers false.
-- Times are datetime, the type in which the providers send them: a time read and sent back is equal to the one stored.

create table orleans_membership_version (
    deployment_id nvarchar(100) collate Latin1_General_100_BIN2 not null,
    version       int not null,
    constraint orleans_membership_version_key primary key (deployment_id)
);

create table orleans_membership (
    deployment_id   nvarchar(100) collate Latin1_General_100_BIN2 not null,
    address         nvarchar(45)  collate Latin1_General_100_BIN2 not null,
    port            int           not null,
    generation      int           not null,
    silo_name       nvarchar(150) not null,
    host_name       nvarchar(255) not null,
    status          int           not null,
    proxy_port      int           not null,
    suspect_times   nvarchar(max) collate Latin1_General_100_BIN2 null,
    start_time      datetime      not null,
    i_am_alive_time datetime      not null,
    constraint orleans_membership_key primary key (deployment_id, address, port, generation)
);

create table orleans_reminders (
    service_id    nvarchar(100) collate Latin1_General_100_BIN2 not null,
    grain_id      nvarchar(200) collate Latin1_General_100_BIN2 not null,
    reminder_name nvarchar(100) collate Latin1_General_100_BIN2 not null,
    grain_hash    int      not null,
    start_time    datetime not null,
    period        bigint   not null,
    version       int      not null,
    constraint orleans_reminders_key primary key (service_id, grain_id, reminder_name)
);

-- Each silo reads the reminders of its own range of hashes.
create index orleans_reminders_by_hash on orleans_reminders (service_id, grain_hash);

insert into OrleansQuery (QueryKey, QueryText) values
-- Silos that start together take turns at the row of transactions, so that none stops at a key that another has just written.
('InsertMembershipVersionKey', N'
set nocount on;
set xact_abort on;
declare @made table (version int not null);
begin transaction;
update transactions set last = last where id = 1;
insert into orleans_membership_version (deployment_id, version)
output inserted.version into @made (version)
select @DeploymentId, 0
where not exists (select 1 from orleans_membership_version v where v.deployment_id = @DeploymentId);
commit transaction;
select cast(count(*) as bit) as Made from @made;
'),
('InsertMembershipKey', N'
set nocount on;
set xact_abort on;
declare @turn table (version int not null);
begin transaction;
update orleans_membership_version set version = version + 1
output inserted.version into @turn (version)
where deployment_id = @DeploymentId and version = @Version and not exists (
    select 1 from orleans_membership m
    where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation);
insert into orleans_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
where exists (select 1 from @turn);
commit transaction;
select cast(count(*) as bit) as Made from @turn;
'),
('UpdateMembershipKey', N'
set nocount on;
set xact_abort on;
declare @turn table (version int not null);
begin transaction;
update orleans_membership_version set version = version + 1
output inserted.version into @turn (version)
where deployment_id = @DeploymentId and version = @Version and exists (
    select 1 from orleans_membership m
    where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation);
update orleans_membership set status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and exists (select 1 from @turn);
commit transaction;
select cast(count(*) as bit) as Changed from @turn;
'),
-- Outside the turns: it says nothing but that the silo lives.
('UpdateIAmAlivetimeKey', N'
update orleans_membership set i_am_alive_time = @IAmAliveTime
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation;
'),
('MembershipReadAllKey', N'
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
       m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m on m.deployment_id = v.deployment_id
where v.deployment_id = @DeploymentId;
'),
('MembershipReadRowKey', N'
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
       m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m on m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
where v.deployment_id = @DeploymentId;
'),
('GatewaysQueryKey', N'
select m.address as Address, m.proxy_port as ProxyPort, m.generation as Generation
from orleans_membership m
where m.deployment_id = @DeploymentId and m.status = @Status and m.proxy_port > 0;
'),
('DeleteMembershipTableEntriesKey', N'
set nocount on;
set xact_abort on;
begin transaction;
delete from orleans_membership where deployment_id = @DeploymentId;
delete from orleans_membership_version where deployment_id = @DeploymentId;
commit transaction;
'),
-- Asked for at start even where the next one, one row at a time and only if nobody has touched it since, is there to be used. 6 is Dead.
('CleanupDefunctSiloEntriesKey', N'
delete from orleans_membership
where deployment_id = @DeploymentId and status = 6 and start_time < @IAmAliveTime and i_am_alive_time < @IAmAliveTime;
'),
('CleanupDefunctSiloEntryKey', N'
delete from orleans_membership
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status = 6
  and start_time = @StartTime and i_am_alive_time = @IAmAliveTime
  and (suspect_times = @SuspectTimes or (suspect_times is null and @SuspectTimes is null));
'),
-- In turn, as above: two that write the same reminder first both find it kept.
('UpsertReminderRowKey', N'
set nocount on;
set xact_abort on;
declare @kept table (version int not null);
begin transaction;
update transactions set last = last where id = 1;
update orleans_reminders set grain_hash = @GrainHash, start_time = @StartTime, period = @Period, version = version + 1
output inserted.version into @kept (version)
where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName;
insert into orleans_reminders (service_id, grain_id, reminder_name, grain_hash, start_time, period, version)
output inserted.version into @kept (version)
select @ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 1
where not exists (
    select 1 from orleans_reminders r
    where r.service_id = @ServiceId and r.grain_id = @GrainId and r.reminder_name = @ReminderName);
commit transaction;
select max(k.version) as Version from @kept k;
'),
('ReadReminderRowKey', N'
select r.grain_id as GrainId, r.reminder_name as ReminderName, r.start_time as StartTime, r.period as Period, r.version as Version
from orleans_reminders r
where r.service_id = @ServiceId and r.grain_id = @GrainId and r.reminder_name = @ReminderName;
'),
('ReadReminderRowsKey', N'
select r.grain_id as GrainId, r.reminder_name as ReminderName, r.start_time as StartTime, r.period as Period, r.version as Version
from orleans_reminders r
where r.service_id = @ServiceId and r.grain_id = @GrainId;
'),
('ReadRangeRows1Key', N'
select r.grain_id as GrainId, r.reminder_name as ReminderName, r.start_time as StartTime, r.period as Period, r.version as Version
from orleans_reminders r
where r.service_id = @ServiceId and r.grain_hash > @BeginHash and r.grain_hash <= @EndHash;
'),
-- The range goes over the end of the numbers.
('ReadRangeRows2Key', N'
select r.grain_id as GrainId, r.reminder_name as ReminderName, r.start_time as StartTime, r.period as Period, r.version as Version
from orleans_reminders r
where r.service_id = @ServiceId and (r.grain_hash > @BeginHash or r.grain_hash <= @EndHash);
'),
('DeleteReminderRowKey', N'
set nocount on;
declare @gone table (version int not null);
delete from orleans_reminders
output deleted.version into @gone (version)
where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version;
select cast(count(*) as bit) as Gone from @gone;
'),
('DeleteReminderRowsKey', N'
delete from orleans_reminders where service_id = @ServiceId;
');
