-- The life of a policy before it is in force, and the sweep after.

ALTER TABLE policy ADD COLUMN activated_by TEXT;

CREATE TABLE policy_proposal (
    hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
    reference TEXT NOT NULL,
    document TEXT NOT NULL,
    author TEXT NOT NULL,
    proposed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX policy_proposal_by_time ON policy_proposal (proposed_at);

-- An approval is of a change: under another epoch the same person may approve again, in a role that is asked for then.
CREATE TABLE policy_approval (
    hash TEXT NOT NULL REFERENCES policy_proposal (hash),
    epoch INTEGER NOT NULL,
    principal TEXT NOT NULL,
    role TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    PRIMARY KEY (hash, epoch, principal),
    UNIQUE (hash, epoch, role)
) WITHOUT ROWID, STRICT;

-- One row per slot group: how far its customers were visited under the epoch.
CREATE TABLE policy_sweep (
    slot_group INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    last BLOB CHECK (length(last) = 16),
    visited INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    finished INTEGER NOT NULL CHECK (finished IN (0, 1))
) STRICT;
