-- Events to others: rows of the feed stay for a while, so they say when, and how far they were trimmed.

ALTER TABLE ig.feed ADD COLUMN at bigint NOT NULL DEFAULT 0;
ALTER TABLE ig.feed_checkpoint ADD COLUMN trimmed bigint NOT NULL DEFAULT 0;

-- secret and previous are wrapped by the key provider. position is the subscription's place in the feed: everything up to it was taken, or not asked for.
CREATE TABLE ig.subscription (
    id text PRIMARY KEY,
    url text NOT NULL,
    types text NOT NULL,
    description text NOT NULL,
    created_at bigint NOT NULL,
    created_by text NOT NULL,
    state int NOT NULL,
    position bigint NOT NULL,
    failures int NOT NULL,
    due_at bigint NOT NULL,
    why text,
    secret bytea NOT NULL,
    secret_epoch bigint NOT NULL,
    previous bytea,
    previous_epoch bigint,
    previous_until bigint,
    rotated_by text
);

GRANT SELECT, INSERT, DELETE ON ig.subscription TO ig_silo;
GRANT UPDATE (state, position, failures, due_at, why, secret, secret_epoch, previous, previous_epoch, previous_until, rotated_by)
    ON ig.subscription TO ig_silo;
