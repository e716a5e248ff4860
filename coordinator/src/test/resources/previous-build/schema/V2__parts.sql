-- Objects that members write in several steps: who may go on, by a word drawn anew at each opening, and the multipart upload that puts
-- the object together, if there is one. changed is the time of the last change.
CREATE TABLE partial_object (
    object      TEXT     NOT NULL PRIMARY KEY,
    turn        TEXT     NOT NULL,
    upload      TEXT     NOT NULL,
    changed     BIGINT   NOT NULL
);

-- The parts that are stored, from the first byte on, without a gap.
CREATE TABLE partial_part (
    object      TEXT     NOT NULL REFERENCES partial_object (object),
    position    BIGINT   NOT NULL CHECK (position >= 0),
    length      BIGINT   NOT NULL CHECK (length >= 1),
    id          TEXT     NOT NULL UNIQUE,
    etag        TEXT     NOT NULL,
    PRIMARY KEY (object, position)
);
