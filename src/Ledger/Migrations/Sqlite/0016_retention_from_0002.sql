-- When a buyer was told: statements are kept for a time. Those from before count from this migration on.
alter table disclosures add column kept_at integer;
update disclosures set kept_at = unixepoch() * 1000000;
create index disclosures_age on disclosures (kept_at);

-- What nobody took, for as long as it is kept.
create index deliveries_age on deliveries (created_at) where state in (1, 3);
