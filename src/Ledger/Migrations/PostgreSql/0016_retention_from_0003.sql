-- When a buyer was told: statements are kept for a time. Those from before count from this migration on, and so do those that silos of the release before still keep.
alter table disclosures add column kept_at timestamptz default now();
create index disclosures_age on disclosures (kept_at);

-- What nobody took, for as long as it is kept.
create index deliveries_age on deliveries (created_at) where state in (1, 3);
