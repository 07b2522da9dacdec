-- Unverified: parsed and read, not yet run on a server.
-- When a buyer was told: statements are kept for a time. Those from before count from this migration on, and so do those that silos of the release before still keep.
alter table disclosures add kept_at datetimeoffset(6) null constraint disclosures_kept_at default sysdatetimeoffset() with values;
create index disclosures_age on disclosures (kept_at);

-- What nobody took, for as long as it is kept.
create index deliveries_age on deliveries (state, created_at);
