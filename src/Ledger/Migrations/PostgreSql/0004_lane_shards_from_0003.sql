-- Nobody ever read it: a number's events tell their own sequence. Silos of the release before still write it during a rolling upgrade, so it goes one release later.
alter table numbers alter column last_sequence set default 0;

-- The shard that wakes a delivery's lane, as numbers have it: each wake partition reads its own lanes only.
alter table deliveries add column wake_shard smallint not null default 0;

-- WakeShard.Of in SQL, for what is under way: FNV-1a over the lane, folded to one byte.
with recursive fnv (lane, place, hash) as (
    select lane, 0, 2166136261::bigint from (select distinct lane from deliveries) as l
    union all
    select lane, place + 1, ((hash # (case when ascii(substr(lane, place + 1, 1)) < 128 then ascii(substr(lane, place + 1, 1)) else 63 end)::bigint) * 16777619) & 4294967295
    from fnv where place < length(lane)
)
update deliveries d set wake_shard = ((f.hash # (f.hash >> 8) # (f.hash >> 16) # (f.hash >> 24)) & 255)::smallint
from fnv f where f.lane = d.lane and f.place = length(f.lane);

-- The default stays for silos of the release before: their lanes are poked by the partition of shard 0, and lanes read shard 0 beside their own.
drop index deliveries_due;
create index deliveries_due on deliveries (wake_shard, lane, next_attempt) where state = 0;
