-- Written for SQLite and PostgreSQL alike; bytes stands for their type of bytes, clustered for what keeps small rows in the index of
-- their key alone, if there is such a thing. Signed documents are stored as their JSON, those of a lineage, which are kept for ever,
-- packed (PackedDocument); instants as epoch milliseconds.
-- No secret is stored here: copies of a database outlive what is deleted from it.

-- One row: the directory that this database belongs to, and how many transactions have changed anything. Every write counts one up.
CREATE TABLE directory (
    id          TEXT     NOT NULL PRIMARY KEY,
    sequence    BIGINT   NOT NULL CHECK (sequence >= 0)
);

-- A mark drawn for each of the last transactions, slot = sequence modulo 4096: two copies of a database that went apart have others.
CREATE TABLE transaction_mark (
    slot        INTEGER  NOT NULL PRIMARY KEY,
    sequence    BIGINT   NOT NULL,
    mark        TEXT     NOT NULL
);

-- ended is the time at which the run was over, NULL while it is not. A deleted run is seen by nobody; its rows go part by part, and its
-- own row, with the plan, once no version that it made has its chunks.
CREATE TABLE run (
    run         TEXT     NOT NULL PRIMARY KEY,
    plan        TEXT     NOT NULL,
    status      TEXT     NOT NULL,
    reason      TEXT     NOT NULL,
    epoch       BIGINT   NOT NULL CHECK (epoch >= 0),
    owner       TEXT     NOT NULL,
    lease_until BIGINT   NOT NULL,
    created     BIGINT   NOT NULL,
    ended       BIGINT,
    deleted     INTEGER  NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
);
CREATE INDEX run_by_status ON run (status, run);
CREATE INDEX run_by_deletion ON run (deleted, run);

-- What the directory knows of files and settings beside the database that are not to change unsaid: digests and public keys, no secret.
CREATE TABLE known (
    name        TEXT     NOT NULL PRIMARY KEY,
    value       TEXT     NOT NULL
);

-- One row, written to find out whether writes are taken.
CREATE TABLE probe (
    id          INTEGER  NOT NULL PRIMARY KEY CHECK (id = 1),
    at          BIGINT   NOT NULL
);

-- Insert-only. What an owner allowed by signing a plan, run by run: the key decides which start takes the last one. It outlives a run
-- that is deleted, so that no plan is given back.
CREATE TABLE plan_use (
    owner_key   TEXT     NOT NULL,
    use_id      TEXT     NOT NULL,
    number      INTEGER  NOT NULL CHECK (number >= 1),
    run         TEXT     NOT NULL UNIQUE,
    PRIMARY KEY (owner_key, use_id, number)
);

-- The events of the rounds that are not in round_history.
CREATE TABLE round_event (
    run         TEXT     NOT NULL REFERENCES run (run),
    sequence    BIGINT   NOT NULL CHECK (sequence >= 1),
    round       INTEGER  NOT NULL,
    json        TEXT     NOT NULL,
    stored_at   BIGINT   NOT NULL,
    PRIMARY KEY (run, sequence)
);

-- A run's first rounds, whose versions are no longer kept: what is told of each, as JSON, in place of its events. last_sequence is that
-- of the last of them.
CREATE TABLE round_history (
    run           TEXT     NOT NULL REFERENCES run (run),
    round         INTEGER  NOT NULL CHECK (round >= 1),
    last_sequence BIGINT   NOT NULL CHECK (last_sequence >= 1),
    json          TEXT     NOT NULL,
    PRIMARY KEY (run, round)
) ${clustered};

CREATE TABLE round_effect (
    run         TEXT     NOT NULL REFERENCES run (run),
    round       INTEGER  NOT NULL,
    effect      TEXT     NOT NULL,
    PRIMARY KEY (run, round, effect)
);

-- One row for each round that takes reports or took them; closed is 0 or 1 and never goes back. A round may be closed before it was
-- ever opened: it has a row, no cohort, and takes no report.
CREATE TABLE round_reports (
    run         TEXT     NOT NULL REFERENCES run (run),
    round       INTEGER  NOT NULL,
    closed      INTEGER  NOT NULL CHECK (closed IN (0, 1)),
    PRIMARY KEY (run, round)
) ${clustered};

CREATE TABLE round_cohort (
    run         TEXT     NOT NULL,
    round       INTEGER  NOT NULL,
    device      TEXT     NOT NULL,
    PRIMARY KEY (run, round, device),
    FOREIGN KEY (run, round) REFERENCES round_reports (run, round)
);

-- Insert-only. The unique key decides which update of a device counts. What enters a sum is what the device signed in report. A loss that is not a number is NULL.
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
    report       TEXT             NOT NULL,
    CONSTRAINT one_update_per_device UNIQUE (run, round, device),
    FOREIGN KEY (run, round, device) REFERENCES round_cohort (run, round, device)
);

-- The population. A device that is revoked stays, with the time; so does one of which two copies were seen, until it has another key.
CREATE TABLE device (
    device      TEXT     NOT NULL PRIMARY KEY,
    public_key  TEXT     NOT NULL,
    certificate TEXT     NOT NULL,
    enrolled_at BIGINT   NOT NULL,
    expires     BIGINT   NOT NULL,
    revoked_at  BIGINT,
    cloned_at   BIGINT,
    seen_at     BIGINT
);

-- A key is one device's.
CREATE UNIQUE INDEX device_by_key ON device (public_key);

-- Keys that devices had before they were recovered: whoever shows one is a copy.
CREATE TABLE former_key (
    public_key  TEXT     NOT NULL PRIMARY KEY,
    device      TEXT     NOT NULL REFERENCES device (device)
);

-- A token is stored as its SHA-256 alone. It is used once, for one device and key; if it is bound, for that device alone.
CREATE TABLE enrolment_token (
    sha256      TEXT     NOT NULL PRIMARY KEY,
    created     BIGINT   NOT NULL,
    expires     BIGINT   NOT NULL,
    recovers    INTEGER  NOT NULL CHECK (recovers IN (0, 1)),
    bound       TEXT,
    device      TEXT,
    public_key  TEXT,
    CHECK ((device IS NULL) = (public_key IS NULL))
);

-- A lineage cannot fork: no two versions have the same parent. run is the run that made the version, which may be deleted.
CREATE TABLE model_version (
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL CHECK (version >= 0),
    parent      TEXT     NOT NULL,
    manifest    ${bytes} NOT NULL,
    run         TEXT     NOT NULL,
    PRIMARY KEY (model, version),
    CONSTRAINT one_successor_per_version UNIQUE (model, parent)
);
CREATE INDEX model_version_by_run ON model_version (run);

-- Insert-only. Which version was committed when, of all models.
CREATE TABLE version_log (
    number      BIGINT   NOT NULL PRIMARY KEY CHECK (number >= 1),
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    sha256      TEXT     NOT NULL
);

-- Versions whose chunks are kept. Those of older ones are deleted as the retention says; a row of model_version goes with its model alone.
CREATE TABLE version_content (
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    PRIMARY KEY (model, version),
    FOREIGN KEY (model, version) REFERENCES model_version (model, version)
);

-- The index of a version: where each of its chunks lies. A pack is deleted once no row names it.
CREATE TABLE version_chunk (
    model       TEXT     NOT NULL,
    sha256      TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    pack        TEXT     NOT NULL,
    position    BIGINT   NOT NULL CHECK (position >= 0),
    length      INTEGER  NOT NULL CHECK (length >= 1),
    PRIMARY KEY (model, sha256, version),
    FOREIGN KEY (model, version) REFERENCES version_content (model, version)
);
CREATE INDEX version_chunk_by_version ON version_chunk (model, version);
CREATE INDEX version_chunk_by_pack ON version_chunk (pack);

-- The version that a run trains from, kept as long as the run is active or paused.
CREATE TABLE version_hold (
    run         TEXT     NOT NULL PRIMARY KEY REFERENCES run (run),
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    FOREIGN KEY (model, version) REFERENCES model_version (model, version)
);
CREATE INDEX version_hold_by_version ON version_hold (model, version);

-- Models that were deleted. Nobody sees them, and their names are never used again, because devices that hold a version refuse another in
-- its place. removed is 0 while the deletion can be taken back, 1 while what is stored goes, 2 when it is gone.
CREATE TABLE deleted_model (
    model       TEXT     NOT NULL PRIMARY KEY,
    deleted_at  BIGINT   NOT NULL,
    removed     INTEGER  NOT NULL DEFAULT 0 CHECK (removed IN (0, 1, 2))
);
CREATE INDEX deleted_model_by_stage ON deleted_model (removed, deleted_at);

-- Optimizer state that belongs to a version: a signed manifest of chunks, committed with the version. Rows of older versions are
-- deleted, since only the newest is trained from.
CREATE TABLE model_state (
    model       TEXT     NOT NULL,
    version     INTEGER  NOT NULL,
    manifest    TEXT     NOT NULL,
    PRIMARY KEY (model, version),
    FOREIGN KEY (model, version) REFERENCES model_version (model, version)
);

-- The hash chain cannot fork: no two entries have the same predecessor. Rows are inserted, and leave only for an archive. The column hash
-- spares reading the entry.
CREATE TABLE audit (
    sequence    BIGINT   NOT NULL PRIMARY KEY CHECK (sequence >= 1),
    previous    TEXT     NOT NULL,
    hash        TEXT     NOT NULL,
    entry       TEXT     NOT NULL,
    CONSTRAINT one_successor_per_entry UNIQUE (previous)
);

-- Archives of the audit log: entries first_entry to last_entry are in an object, and leave the table audit.
CREATE TABLE audit_segment (
    last_entry  BIGINT   NOT NULL PRIMARY KEY,
    first_entry BIGINT   NOT NULL CHECK (first_entry >= 1 AND first_entry <= last_entry),
    base        TEXT     NOT NULL,
    hash        TEXT     NOT NULL,
    object      TEXT     NOT NULL,
    until_at    BIGINT   NOT NULL
);
