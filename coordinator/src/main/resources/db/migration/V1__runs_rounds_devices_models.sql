-- Written for SQLite and PostgreSQL alike. Signed documents are stored as their JSON, instants as epoch milliseconds.
-- No secret is ever stored here: a database keeps copies of what was deleted.

CREATE TABLE run (
    run         TEXT     NOT NULL PRIMARY KEY,
    plan        TEXT     NOT NULL,
    status      TEXT     NOT NULL,
    epoch       BIGINT   NOT NULL CHECK (epoch >= 0),
    owner       TEXT     NOT NULL,
    lease_until BIGINT   NOT NULL,
    created     BIGINT   NOT NULL
);

CREATE TABLE round_event (
    run         TEXT     NOT NULL REFERENCES run (run),
    sequence    BIGINT   NOT NULL CHECK (sequence >= 1),
    round       INTEGER  NOT NULL,
    json        TEXT     NOT NULL,
    stored_at   BIGINT   NOT NULL,
    PRIMARY KEY (run, sequence)
);

CREATE TABLE round_effect (
    run         TEXT     NOT NULL REFERENCES run (run),
    round       INTEGER  NOT NULL,
    effect      TEXT     NOT NULL,
    PRIMARY KEY (run, round, effect)
);

-- One row a round whose reports were opened, or closed before they ever were; closed is 0 or 1 and never goes back.
CREATE TABLE round_door (
    run         TEXT     NOT NULL REFERENCES run (run),
    round       INTEGER  NOT NULL,
    closed      INTEGER  NOT NULL CHECK (closed IN (0, 1)),
    PRIMARY KEY (run, round)
);

CREATE TABLE round_cohort (
    run         TEXT     NOT NULL,
    round       INTEGER  NOT NULL,
    device      TEXT     NOT NULL,
    PRIMARY KEY (run, round, device),
    FOREIGN KEY (run, round) REFERENCES round_door (run, round)
);

-- Insert-only. The unique key decides which update of a device counts. A loss that is not a number is NULL.
CREATE TABLE accepted_update (
    run          TEXT             NOT NULL,
    round        INTEGER          NOT NULL,
    device       TEXT             NOT NULL,
    upload_id    TEXT             NOT NULL,
    sha256       TEXT             NOT NULL,
    weight       INTEGER          NOT NULL,
    loss         DOUBLE PRECISION,
    train_millis BIGINT           NOT NULL,
    bytes        BIGINT           NOT NULL,
    accepted_at  BIGINT           NOT NULL,
    CONSTRAINT one_update_a_device UNIQUE (run, round, device),
    FOREIGN KEY (run, round, device) REFERENCES round_cohort (run, round, device)
);

CREATE TABLE device (
    device      TEXT     NOT NULL PRIMARY KEY,
    public_key  TEXT     NOT NULL,
    certificate TEXT     NOT NULL
);

-- A lineage cannot fork: no two versions have one parent.
CREATE TABLE model_version (
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL CHECK (version >= 0),
    parent      TEXT     NOT NULL,
    manifest    TEXT     NOT NULL,
    PRIMARY KEY (model, version),
    CONSTRAINT one_child_a_version UNIQUE (model, parent)
);
