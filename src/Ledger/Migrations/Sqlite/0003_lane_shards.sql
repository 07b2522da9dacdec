-- Nobody ever read it: a number's events tell their own sequence.
alter table numbers drop column last_sequence;

-- The shard that wakes a delivery's lane, as numbers have it: each wake partition reads its own lanes only.
alter table deliveries add column wake_shard integer not null default 0;

-- WakeShard.Of in SQL, for what is under way: FNV-1a over the lane, folded to one byte. SQLite has no "exclusive or": a | b less a & b.
with recursive bytes (lane, place, hash, byte) as (
    select lane, 0, 2166136261, coalesce(unicode(lane), 0) from (select distinct lane from deliveries)
    union all
    select lane, place + 1, (((hash | byte) - (hash & byte)) * 16777619) & 4294967295, coalesce(unicode(substr(lane, place + 2, 1)), 0)
    from bytes where place < length(lane)
), halves (lane, hash) as (
    select lane, ((hash | (hash >> 16)) - (hash & (hash >> 16))) & 65535 from bytes where place = length(lane)
)
update deliveries set wake_shard = (select ((hash | (hash >> 8)) - (hash & (hash >> 8))) & 255 from halves h where h.lane = deliveries.lane);

drop index deliveries_due;
create index deliveries_due on deliveries (wake_shard, lane, next_attempt) where state = 0;
