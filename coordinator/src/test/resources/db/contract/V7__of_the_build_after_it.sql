-- What only programs of schema 6 and later may work on: contract.
ALTER TABLE device DROP COLUMN also_of_the_next_build;
INSERT INTO schema_compatibility (version, readable_by) VALUES (7, 7);
