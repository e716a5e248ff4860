-- What the strategy of a run remembers with a version: a signed manifest of chunks, committed with the version. Written for SQLite
-- and PostgreSQL alike. Rows of older versions are deleted: the lineage does not need them.

CREATE TABLE model_state (
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    manifest    TEXT     NOT NULL,
    PRIMARY KEY (model, version),
    FOREIGN KEY (model, version) REFERENCES model_version (model, version)
);
