-- Unverified: parsed and read, not yet run on a server.
-- What checks are answered from, in columns of their own; they hold for the version of the row that wrote them. A row of before is read from its record until it is written again.
alter table numbers add
    facts_version bigint null,
    facts_sequence bigint null,
    covered_since datetimeoffset(6) null,
    tenure_since datetimeoffset(6) null;
