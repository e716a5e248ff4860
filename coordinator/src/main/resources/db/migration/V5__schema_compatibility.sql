-- Which programs may work on which schema (decision 0020). Each migration from here on adds its row: readable_by is the oldest schema
-- whose programs may go on working on this one. A migration only adds to what is there, unless it begins with "-- Contract:". Programs of
-- before this table refuse every schema but their own.
CREATE TABLE schema_compatibility (
    version     INTEGER  NOT NULL PRIMARY KEY,
    readable_by INTEGER  NOT NULL CHECK (readable_by >= 1 AND readable_by <= version)
);
INSERT INTO schema_compatibility (version, readable_by) VALUES (5, 5);
