-- Membership and reminders: what Microsoft.Orleans.Clustering.AdoNet and Microsoft.Orleans.Reminders.AdoNet 10.4.2 ask for by key and parameter name.
-- A change of membership takes its turn by the version row of its cluster: of two with the same expected version one finds it and the other answers false.
-- Every change is one statement, so that the version never moves without the row.

create table orleans_membership_version (
    deployment_id text collate "C" primary key,
    version       integer not null
);

create table orleans_membership (
    deployment_id   text    collate "C" not null references orleans_membership_version on delete cascade,
    address         text    collate "C" not null,
    port            integer not null,
    generation      integer not null,
    silo_name       text        not null,
    host_name       text        not null,
    status          integer     not null,
    proxy_port      integer     not null,
    suspect_times   text,
    start_time      timestamptz not null,
    i_am_alive_time timestamptz not null,
    primary key (deployment_id, address, port, generation)
);

create table orleans_reminders (
    service_id    text    collate "C" not null,
    grain_id      text    collate "C" not null,
    reminder_name text    collate "C" not null,
    grain_hash    integer     not null,
    start_time    timestamptz not null,
    period        bigint      not null,
    version       integer     not null,
    primary key (service_id, grain_id, reminder_name)
);

-- Each silo reads the reminders of its own range of hashes.
create index orleans_reminders_by_hash on orleans_reminders (service_id, grain_hash);

insert into orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', $query$
with made as (
    insert into orleans_membership_version (deployment_id, version) values (@DeploymentId, 0)
    on conflict (deployment_id) do nothing
    returning 1
)
select exists (select from made)
$query$),
('InsertMembershipKey', $query$
with turn as (
    update orleans_membership_version v set version = v.version + 1
    where v.deployment_id = @DeploymentId and v.version = @Version and not exists (
        select from orleans_membership m
        where m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning v.deployment_id
), made as (
    insert into orleans_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    select deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from turn
    returning 1
)
select exists (select from made)
$query$),
('UpdateMembershipKey', $query$
with turn as (
    update orleans_membership_version v set version = v.version + 1
    where v.deployment_id = @DeploymentId and v.version = @Version and exists (
        select from orleans_membership m
        where m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning v.deployment_id
), changed as (
    update orleans_membership m set status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
    from turn
    where m.deployment_id = turn.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
    returning 1
)
select exists (select from changed)
$query$),
-- Outside the turns: it says nothing but that the silo lives.
('UpdateIAmAlivetimeKey', $query$
update orleans_membership set i_am_alive_time = @IAmAliveTime
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$query$),
('MembershipReadAllKey', $query$
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
       m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m on m.deployment_id = v.deployment_id
where v.deployment_id = @DeploymentId
$query$),
('MembershipReadRowKey', $query$
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
       m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m on m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
where v.deployment_id = @DeploymentId
$query$),
('GatewaysQueryKey', $query$
select address as Address, proxy_port as ProxyPort, generation as Generation
from orleans_membership
where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
$query$),
('DeleteMembershipTableEntriesKey', $query$
delete from orleans_membership_version where deployment_id = @DeploymentId
$query$),
-- Asked for at start even where the next one, one row at a time and only if nobody has touched it since, is there to be used. 6 is Dead.
('CleanupDefunctSiloEntriesKey', $query$
delete from orleans_membership where deployment_id = @DeploymentId and status = 6 and start_time < @IAmAliveTime and i_am_alive_time < @IAmAliveTime
$query$),
('CleanupDefunctSiloEntryKey', $query$
delete from orleans_membership
where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status = 6
  and start_time = @StartTime and i_am_alive_time = @IAmAliveTime and suspect_times is not distinct from @SuspectTimes
$query$),
('UpsertReminderRowKey', $query$
insert into orleans_reminders as r (service_id, grain_id, reminder_name, grain_hash, start_time, period, version)
values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 1)
on conflict (service_id, grain_id, reminder_name)
do update set grain_hash = excluded.grain_hash, start_time = excluded.start_time, period = excluded.period, version = r.version + 1
returning version as Version
$query$),
('ReadReminderRowKey', $query$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName
$query$),
('ReadReminderRowsKey', $query$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_id = @GrainId
$query$),
('ReadRangeRows1Key', $query$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$query$),
-- The range goes over the end of the numbers.
('ReadRangeRows2Key', $query$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$query$),
('DeleteReminderRowKey', $query$
with gone as (
    delete from orleans_reminders
    where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version
    returning 1
)
select exists (select from gone)
$query$),
('DeleteReminderRowsKey', $query$
delete from orleans_reminders where service_id = @ServiceId
$query$);
