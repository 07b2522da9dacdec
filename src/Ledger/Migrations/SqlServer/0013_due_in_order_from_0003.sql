-- Unverified: parsed and read, not yet run on a server.
-- A lane's next deliveries come from the index in their order: without the position in it, all that are due at one instant were sorted for each hundred.
drop index deliveries_due on deliveries;
create index deliveries_due on deliveries (state, wake_shard, lane, next_attempt, position);
