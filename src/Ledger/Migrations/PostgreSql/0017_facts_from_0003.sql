-- What checks are answered from, in columns of their own; they hold for the version of the row that wrote them. A row of before is read from its record until it is written again.
alter table numbers
    add column facts_version bigint,
    add column facts_sequence bigint,
    add column covered_since timestamptz,
    add column tenure_since timestamptz;
