-- Looking back: runs over a platform's copies, what differed there, and whom a platform knows under which key.

CREATE TABLE ig.reconciliation (
    platform text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    mode int NOT NULL,
    stage int NOT NULL,
    started_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    started_by text NOT NULL,
    last uuid,
    feed text,
    stopped text,
    figures text NOT NULL,
    PRIMARY KEY (platform, number)
);

CREATE TABLE ig.drift (
    customer uuid NOT NULL,
    platform text NOT NULL,
    field text NOT NULL,
    found_at bigint NOT NULL,
    run bigint NOT NULL,
    kind int NOT NULL,
    path text NOT NULL,
    version bigint NOT NULL,
    shown bytea CHECK (length(shown) = 32),
    changed_by text,
    changed_at bigint,
    stage int NOT NULL,
    left_because int,
    stage_at bigint NOT NULL,
    repairs int NOT NULL,
    decided_by text,
    PRIMARY KEY (customer, platform, field, found_at)
);
CREATE INDEX drift_of_run ON ig.drift (platform, run, customer);
CREATE INDEX drift_by_time ON ig.drift (found_at);

-- A digest, by the secret that native keys are looked up by: change feeds name customers by the platform's key.
CREATE TABLE ig.platform_key (
    platform text NOT NULL,
    address bytea NOT NULL CHECK (length(address) = 32),
    customer uuid NOT NULL,
    PRIMARY KEY (platform, address)
);

CREATE INDEX delivery_of_platform ON ig.delivery (platform, customer);

-- Fields that a delivery leaves out because the platform refused exactly those values.
ALTER TABLE ig.delivery ADD COLUMN refused int NOT NULL DEFAULT 0;

GRANT SELECT ON ig.reconciliation, ig.drift, ig.platform_key TO ig_silo, ig_verify;
GRANT INSERT, UPDATE ON ig.reconciliation, ig.drift, ig.platform_key TO ig_silo;

-- Typed deviations: what somebody has to look at. One of a kind stands at a time for the same platform and customer, and where it follows from claims, so
-- that no platform has a part in it, for the same customer, field and source; 6 is over.
CREATE TABLE ig.exception (
    id text PRIMARY KEY,
    kind text NOT NULL,
    platform text,
    customer uuid,
    field text,
    source text,
    why text NOT NULL,
    severity text NOT NULL,
    opened_at bigint NOT NULL,
    follows text,
    moves bigint NOT NULL,
    state int NOT NULL,
    state_at bigint NOT NULL,
    state_by text,
    assignee text NOT NULL,
    escalate_to text,
    due_at bigint NOT NULL,
    case_reference text,
    accept_until bigint,
    accept_reason text,
    accept_asked_by text,
    accept_agreed_by text,
    how text
);
CREATE UNIQUE INDEX exception_stands ON ig.exception (platform, customer, kind) NULLS NOT DISTINCT WHERE state <> 6 AND platform IS NOT NULL;
CREATE UNIQUE INDEX exception_of_claims ON ig.exception (customer, kind, field, source) NULLS NOT DISTINCT WHERE state <> 6 AND platform IS NULL;
CREATE INDEX exception_stands_by_time ON ig.exception (opened_at, id) WHERE state <> 6;
CREATE INDEX exception_by_time ON ig.exception (opened_at, id);
CREATE INDEX exception_of_customer ON ig.exception (customer, opened_at, id) WHERE customer IS NOT NULL;
CREATE INDEX exception_of_platform ON ig.exception (platform, kind, opened_at);
CREATE INDEX exception_due ON ig.exception (due_at) WHERE state = 1;
CREATE INDEX exception_accepted ON ig.exception (accept_until) WHERE state = 5;

-- What became of an exception, step by step: who did what, and when.
CREATE TABLE ig.exception_step (
    exception text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    state int NOT NULL,
    by_whom text,
    word text,
    PRIMARY KEY (exception, number)
);

CREATE INDEX delivery_in_trouble ON ig.delivery (platform, customer)
    WHERE state IN (4, 7) OR (state IN (5, 8) AND reason IS NOT NULL) OR refused > 0;
CREATE INDEX delivery_withdrawing ON ig.delivery (planned_at, customer, platform)
    WHERE lane = 1 AND (state IN (1, 2, 3, 4, 7, 10, 11) OR (state IN (5, 8) AND reason IS NOT NULL) OR refused > 0);
CREATE INDEX drift_open ON ig.drift (platform, customer) WHERE stage IN (1, 2, 4);
CREATE INDEX drift_of_field ON ig.drift (platform, field, kind, found_at) WHERE stage IN (1, 2, 4);

GRANT SELECT ON ig.exception, ig.exception_step TO ig_silo, ig_verify;
GRANT INSERT, UPDATE ON ig.exception TO ig_silo;
GRANT INSERT ON ig.exception_step TO ig_silo;

-- Who has which contact point at platforms that apply a subscription to everybody with the same one. The address is a digest by the secret that native keys
-- are looked up by; denied names purposes, with spaces between.
CREATE TABLE ig.shared_contact (
    customer uuid NOT NULL,
    slot int NOT NULL,
    platform text NOT NULL,
    address bytea NOT NULL CHECK (length(address) = 32),
    denied text NOT NULL,
    PRIMARY KEY (customer, platform)
);
CREATE INDEX shared_contact_by_address ON ig.shared_contact (platform, address);

GRANT SELECT ON ig.shared_contact TO ig_silo, ig_verify;
GRANT INSERT, UPDATE, DELETE ON ig.shared_contact TO ig_silo;
