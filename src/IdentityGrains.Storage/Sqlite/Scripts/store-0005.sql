-- Events to others: rows of the feed stay for a while, so they say when, and how far they were trimmed.

ALTER TABLE feed ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_checkpoint ADD COLUMN trimmed INTEGER NOT NULL DEFAULT 0;

-- secret and previous are wrapped by the key provider. position is the subscription's place in the feed: everything up to it was taken, or not asked for.
CREATE TABLE subscription (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    types TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    state INTEGER NOT NULL,
    position INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    why TEXT,
    secret BLOB NOT NULL,
    secret_epoch INTEGER NOT NULL,
    previous BLOB,
    previous_epoch INTEGER,
    previous_until INTEGER,
    rotated_by TEXT
) STRICT;
