-- Which devices were revoked, restored, copied or recovered, in the order in which that was committed: the last change of each. Members
-- that did not do it themselves read on from the last number that they know.
CREATE TABLE device_change (
    device      TEXT     NOT NULL PRIMARY KEY REFERENCES device (device),
    number      BIGINT   NOT NULL CHECK (number >= 1)
);
CREATE UNIQUE INDEX device_change_by_number ON device_change (number);
