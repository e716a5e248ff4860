-- What devices said of their training in rounds whose updates are forgotten: the mean of their losses, weighted by examples, of so many updates,
-- and how many were accepted. It refers to no run, so that a program of before it removes runs as ever.
CREATE TABLE round_loss (
    run     TEXT     NOT NULL,
    round   INTEGER  NOT NULL,
    loss    DOUBLE PRECISION,
    known   INTEGER  NOT NULL,
    updates INTEGER  NOT NULL,
    PRIMARY KEY (run, round)
) ${clustered};
INSERT INTO schema_compatibility (version, readable_by) VALUES (6, 5);
