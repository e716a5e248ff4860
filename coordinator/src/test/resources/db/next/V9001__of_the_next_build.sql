-- What a build after this one might add: expand.
ALTER TABLE run ADD COLUMN of_the_next_build TEXT;
ALTER TABLE device ADD COLUMN also_of_the_next_build BIGINT NOT NULL DEFAULT 7;
CREATE TABLE of_the_next_build (
    id          TEXT     NOT NULL PRIMARY KEY
);
CREATE INDEX run_of_the_next_build ON run (of_the_next_build);
INSERT INTO schema_compatibility (version, readable_by) VALUES (9001, 5);
