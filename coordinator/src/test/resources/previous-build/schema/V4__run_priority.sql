-- How soon a run is played that waits: 9 first, 0 last; each step weighs as much as an hour of waiting.
ALTER TABLE run ADD COLUMN priority INTEGER NOT NULL DEFAULT 5 CHECK (priority BETWEEN 0 AND 9);
