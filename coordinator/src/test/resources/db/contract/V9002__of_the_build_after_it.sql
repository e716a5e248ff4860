-- Contract: what programs of schema 9001 and later do not use any more goes.
ALTER TABLE device DROP COLUMN also_of_the_next_build;
INSERT INTO schema_compatibility (version, readable_by) VALUES (9002, 9001);
