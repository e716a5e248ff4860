-- Who may take part, and what was done and denied. Written for SQLite and PostgreSQL alike.

-- A device of before has no time of enrolment and a certificate that has ended: it gets a new one when it enrols again.
ALTER TABLE device ADD COLUMN enrolled_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN expires BIGINT NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN revoked_at BIGINT;

-- Tokens stand here as their SHA-256 alone. Used for one device and key, once and for ever.
CREATE TABLE enrolment_token (
    sha256      TEXT     NOT NULL PRIMARY KEY,
    expires     BIGINT   NOT NULL,
    device      TEXT,
    public_key  TEXT,
    CHECK ((device IS NULL) = (public_key IS NULL))
);

-- Insert-only. The chain cannot fork: no two entries have one before them.
CREATE TABLE audit (
    sequence    BIGINT   NOT NULL PRIMARY KEY CHECK (sequence >= 1),
    previous    TEXT     NOT NULL,
    entry       TEXT     NOT NULL,
    CONSTRAINT one_entry_after_each UNIQUE (previous)
);
