-- Looking back: runs over a platform's copies, what differed there, and whom a platform knows under which key.

CREATE TABLE reconciliation (
    platform TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    mode INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    started_by TEXT NOT NULL,
    last BLOB CHECK (length(last) = 16),
    feed TEXT,
    stopped TEXT,
    figures TEXT NOT NULL,
    PRIMARY KEY (platform, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE drift (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    platform TEXT NOT NULL,
    field TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    run INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    path TEXT NOT NULL,
    version INTEGER NOT NULL,
    shown BLOB CHECK (length(shown) = 32),
    changed_by TEXT,
    changed_at INTEGER,
    stage INTEGER NOT NULL,
    left_because INTEGER,
    stage_at INTEGER NOT NULL,
    repairs INTEGER NOT NULL,
    decided_by TEXT,
    PRIMARY KEY (customer, platform, field, found_at)
) WITHOUT ROWID, STRICT;
CREATE INDEX drift_of_run ON drift (platform, run, customer);
CREATE INDEX drift_by_time ON drift (found_at);

-- A digest, by the secret that native keys are looked up by: change feeds name customers by the platform's key.
CREATE TABLE platform_key (
    platform TEXT NOT NULL,
    address BLOB NOT NULL CHECK (length(address) = 32),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    PRIMARY KEY (platform, address)
) WITHOUT ROWID, STRICT;

CREATE INDEX delivery_of_platform ON delivery (platform, customer);

-- Fields that a delivery leaves out because the platform refused exactly those values.
ALTER TABLE delivery ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;

-- Typed deviations: what somebody has to look at. One of a kind stands at a time for the same platform and customer, and where it follows from claims, so
-- that no platform has a part in it, for the same customer, field and source; 6 is over.
CREATE TABLE exception (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    platform TEXT,
    customer BLOB CHECK (length(customer) = 16),
    field TEXT,
    source TEXT,
    why TEXT NOT NULL,
    severity TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    follows TEXT,
    moves INTEGER NOT NULL,
    state INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    state_by TEXT,
    assignee TEXT NOT NULL,
    escalate_to TEXT,
    due_at INTEGER NOT NULL,
    case_reference TEXT,
    accept_until INTEGER,
    accept_reason TEXT,
    accept_asked_by TEXT,
    accept_agreed_by TEXT,
    how TEXT
) STRICT;
CREATE UNIQUE INDEX exception_stands ON exception (platform, coalesce(customer, x''), kind) WHERE state <> 6 AND platform IS NOT NULL;
CREATE UNIQUE INDEX exception_of_claims ON exception (customer, kind, field, coalesce(source, '')) WHERE state <> 6 AND platform IS NULL;
CREATE INDEX exception_stands_by_time ON exception (opened_at, id) WHERE state <> 6;
CREATE INDEX exception_by_time ON exception (opened_at, id);
CREATE INDEX exception_of_customer ON exception (customer, opened_at, id) WHERE customer IS NOT NULL;
CREATE INDEX exception_of_platform ON exception (platform, kind, opened_at);
CREATE INDEX exception_due ON exception (due_at) WHERE state = 1;
CREATE INDEX exception_accepted ON exception (accept_until) WHERE state = 5;

-- What became of an exception, step by step: who did what, and when.
CREATE TABLE exception_step (
    exception TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    by_whom TEXT,
    word TEXT,
    PRIMARY KEY (exception, number)
) WITHOUT ROWID, STRICT;

CREATE INDEX delivery_in_trouble ON delivery (platform, customer)
    WHERE state IN (4, 7) OR (state IN (5, 8) AND reason IS NOT NULL) OR refused > 0;
CREATE INDEX delivery_withdrawing ON delivery (planned_at, customer, platform)
    WHERE lane = 1 AND (state IN (1, 2, 3, 4, 7, 10, 11) OR (state IN (5, 8) AND reason IS NOT NULL) OR refused > 0);
CREATE INDEX drift_open ON drift (platform, customer) WHERE stage IN (1, 2, 4);
CREATE INDEX drift_of_field ON drift (platform, field, kind, found_at) WHERE stage IN (1, 2, 4);

-- Who has which contact point at platforms that apply a subscription to everybody with the same one. The address is a digest by the secret that native keys
-- are looked up by; denied names purposes, with spaces between.
CREATE TABLE shared_contact (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    platform TEXT NOT NULL,
    address BLOB NOT NULL CHECK (length(address) = 32),
    denied TEXT NOT NULL,
    PRIMARY KEY (customer, platform)
) WITHOUT ROWID, STRICT;
CREATE INDEX shared_contact_by_address ON shared_contact (platform, address);
