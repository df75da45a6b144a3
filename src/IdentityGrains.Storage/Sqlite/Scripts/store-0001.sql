-- The embedded store. Columns beside canonical bytes are copies that the verifier compares. Times are Unix microseconds.

CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;

CREATE TABLE policy (
    epoch INTEGER PRIMARY KEY CHECK (epoch > 0),
    hash TEXT NOT NULL,
    document TEXT NOT NULL,
    activated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX policy_by_time ON policy (activated_at);

-- One row: every commit reads it.
CREATE TABLE policy_epoch (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL) STRICT;
INSERT INTO policy_epoch VALUES (1, 0);

CREATE TABLE head (
    customer BLOB PRIMARY KEY CHECK (length(customer) = 16),
    slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    version INTEGER NOT NULL CHECK (version > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    fence INTEGER NOT NULL CHECK (fence BETWEEN 0 AND version),
    epoch INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- With rowids: entries are long, and appended at the end of the table whoever's they are.
CREATE TABLE journal (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    principal TEXT NOT NULL,
    operation TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    header BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (customer, version),
    UNIQUE (customer, principal, operation)
) STRICT;

-- The newest of a customer, and of each stretch of versions the first. The fold comes before the version: those of another fold are passed over at once.
CREATE TABLE snapshot (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    fold_version INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    entry_hash BLOB NOT NULL CHECK (length(entry_hash) = 32),
    sealed BLOB NOT NULL,
    PRIMARY KEY (customer, fold_version, version)
) STRICT;

CREATE TABLE native_key (
    source TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    PRIMARY KEY (source, hash)
) WITHOUT ROWID, STRICT;
CREATE INDEX native_key_of_customer ON native_key (customer);

-- AUTOINCREMENT: a position must never come again after the feed was trimmed.
CREATE TABLE feed (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    slot_group INTEGER NOT NULL,
    customer BLOB NOT NULL,
    version INTEGER NOT NULL,
    changed TEXT NOT NULL
) STRICT;
CREATE INDEX feed_of_group ON feed (slot_group, position);

CREATE TABLE feed_checkpoint (slot_group INTEGER PRIMARY KEY, position INTEGER NOT NULL) STRICT;

-- slot_group is a copy of slot, so that the most urgent of a group are found without sorting a backlog. mark is drawn anew each time that the
-- customer is marked, so that a plan clears only the mark that it answers.
CREATE TABLE dirty (
    customer BLOB PRIMARY KEY CHECK (length(customer) = 16),
    slot INTEGER NOT NULL,
    slot_group INTEGER NOT NULL,
    version INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    since INTEGER NOT NULL,
    mark INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX dirty_by_urgency ON dirty (slot_group, lane, since);

CREATE TABLE delivery (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    platform TEXT NOT NULL,
    slot INTEGER NOT NULL,
    planned_version INTEGER NOT NULL,
    delivery_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    lane INTEGER NOT NULL,
    state INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    planned_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (customer, platform)
) WITHOUT ROWID, STRICT;
-- Lane and due time before slot: a partition reads the most urgent in order and skips other partitions' rows, rather than sorting its own backlog.
CREATE INDEX delivery_open ON delivery (platform, lane, due_at, slot) WHERE state IN (1, 2, 3, 4, 10, 11);

CREATE TABLE disclosure (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    platform TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    delivery_id TEXT NOT NULL,
    PRIMARY KEY (customer, platform, number)
) STRICT;
CREATE INDEX disclosure_of_delivery ON disclosure (delivery_id);

CREATE TABLE holding (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    platform TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    permit INTEGER,
    permit_version INTEGER,
    permit_until INTEGER,
    PRIMARY KEY (customer, platform)
) WITHOUT ROWID, STRICT;

CREATE TABLE fence (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    version INTEGER NOT NULL,
    fenced_at INTEGER NOT NULL,
    PRIMARY KEY (customer, version)
) WITHOUT ROWID, STRICT;

CREATE TABLE due (
    customer BLOB PRIMARY KEY CHECK (length(customer) = 16),
    slot INTEGER NOT NULL,
    slot_group INTEGER NOT NULL,
    due_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX due_by_time ON due (slot_group, due_at);

-- At most one row a second and principal; "more" counts those refused since the row before.
CREATE TABLE refusal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    principal TEXT NOT NULL,
    customer BLOB NOT NULL,
    command TEXT NOT NULL,
    why INTEGER NOT NULL,
    more INTEGER NOT NULL
) STRICT;
