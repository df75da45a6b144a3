-- The store for clusters. Columns beside canonical bytes are copies that the verifier compares. Times are Unix microseconds; a customer's id is its sixteen
-- bytes. Every key begins with the customer or the slot, so that the tables can be spread over several servers.

CREATE SCHEMA ig;
GRANT USAGE ON SCHEMA ig TO ig_silo, ig_verify;

CREATE TABLE ig.migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE ig.meta (name text PRIMARY KEY, value bytea NOT NULL);

CREATE TABLE ig.policy (
    epoch bigint PRIMARY KEY CHECK (epoch > 0),
    hash text NOT NULL,
    document text NOT NULL,
    activated_at bigint NOT NULL,
    activated_by text
);
CREATE INDEX policy_by_time ON ig.policy (activated_at);

-- One row: every commit locks it in share, so that an activation waits for commits in flight and none slips in behind it.
CREATE TABLE ig.policy_epoch (one int PRIMARY KEY CHECK (one = 1), epoch bigint NOT NULL);
INSERT INTO ig.policy_epoch VALUES (1, 0);

CREATE TABLE ig.policy_proposal (
    hash text PRIMARY KEY CHECK (length(hash) = 64),
    reference text NOT NULL,
    document text NOT NULL,
    author text NOT NULL,
    proposed_at bigint NOT NULL
);
CREATE INDEX policy_proposal_by_time ON ig.policy_proposal (proposed_at);

-- An approval is of a change: under another epoch the same person may approve again, in a role that is asked for then.
CREATE TABLE ig.policy_approval (
    hash text NOT NULL REFERENCES ig.policy_proposal (hash),
    epoch bigint NOT NULL,
    principal text NOT NULL,
    role text NOT NULL,
    approved_at bigint NOT NULL,
    PRIMARY KEY (hash, epoch, principal),
    UNIQUE (hash, epoch, role)
);

-- One row per slot group: how far its customers were visited under the epoch.
CREATE TABLE ig.policy_sweep (
    slot_group int PRIMARY KEY,
    epoch bigint NOT NULL,
    last uuid,
    visited bigint NOT NULL,
    customers bigint NOT NULL,
    finished boolean NOT NULL
);

-- The lock of each customer. Its pages keep room, so that a new version stays on its page and no index is touched.
CREATE TABLE ig.head (
    customer uuid PRIMARY KEY,
    slot int NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    version bigint NOT NULL CHECK (version > 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    fence bigint NOT NULL CHECK (fence BETWEEN 0 AND version),
    epoch bigint NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE ig.journal (
    customer uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    principal text NOT NULL,
    operation text NOT NULL,
    recorded_at bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    header bytea NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (customer, version),
    UNIQUE (customer, principal, operation)
);
-- Sealed bytes do not get shorter by being compressed.
ALTER TABLE ig.journal ALTER header SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL;

CREATE TABLE ig.snapshot (
    customer uuid NOT NULL,
    fold_version int NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    entry_hash bytea NOT NULL CHECK (length(entry_hash) = 32),
    sealed bytea NOT NULL,
    PRIMARY KEY (customer, fold_version, version)
);
ALTER TABLE ig.snapshot ALTER sealed SET STORAGE EXTERNAL;

CREATE TABLE ig.native_key (
    source text NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    customer uuid NOT NULL,
    PRIMARY KEY (hash, source)
);
CREATE INDEX native_key_of_customer ON ig.native_key (customer);

-- Wrapped customers' keys, in a table of their own: a backup may leave it out.
CREATE TABLE ig.customer_key (
    customer uuid PRIMARY KEY,
    epoch bigint NOT NULL,
    wrapped bytea NOT NULL
);

-- position is the transaction's number and the row's place in it: read behind the oldest transaction that still runs, it never appears late.
CREATE TABLE ig.feed (
    slot_group int NOT NULL,
    position bigint NOT NULL,
    customer uuid NOT NULL,
    version bigint NOT NULL,
    changed text NOT NULL,
    PRIMARY KEY (slot_group, position)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE ig.feed_checkpoint (slot_group int PRIMARY KEY, position bigint NOT NULL) WITH (fillfactor = 20);

-- slot_group is a copy of slot, so that the most urgent of a group are found without sorting a backlog. mark is drawn anew each time that the
-- customer is marked, so that a plan clears only the mark that it answers.
CREATE TABLE ig.dirty (
    customer uuid PRIMARY KEY,
    slot int NOT NULL,
    slot_group int NOT NULL,
    version bigint NOT NULL,
    lane int NOT NULL,
    since bigint NOT NULL,
    mark bigint NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX dirty_by_urgency ON ig.dirty (slot_group, lane, since);

CREATE TABLE ig.delivery (
    customer uuid NOT NULL,
    platform text NOT NULL,
    slot int NOT NULL,
    planned_version bigint NOT NULL,
    delivery_id text NOT NULL,
    digest bytea NOT NULL,
    lane int NOT NULL,
    state int NOT NULL,
    due_at bigint NOT NULL,
    planned_at bigint NOT NULL,
    attempts int NOT NULL,
    reason text,
    PRIMARY KEY (customer, platform)
) WITH (fillfactor = 80);
-- Lane and due time before slot: a partition reads the most urgent in order and skips other partitions' rows, rather than sorting its own backlog.
CREATE INDEX delivery_open ON ig.delivery (platform, lane, due_at, slot) WHERE state IN (1, 2, 3, 4, 10, 11);

CREATE TABLE ig.disclosure (
    customer uuid NOT NULL,
    platform text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    bytes bytea NOT NULL,
    delivery_id text NOT NULL,
    PRIMARY KEY (customer, platform, number)
);
CREATE INDEX disclosure_of_delivery ON ig.disclosure (delivery_id);

CREATE TABLE ig.holding (
    customer uuid NOT NULL,
    platform text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    bytes bytea NOT NULL,
    -- Leave to begin a request: the number of the log entry that took it, the version that it rests on, and until when. Beside the log's end, which moves
    -- with it anyway.
    permit bigint,
    permit_version bigint,
    permit_until bigint,
    CHECK (num_nulls(permit, permit_version, permit_until) IN (0, 3)),
    PRIMARY KEY (customer, platform)
) WITH (fillfactor = 80);

-- Since when nothing begins to leave that an entry forbids.
CREATE TABLE ig.fence (
    customer uuid NOT NULL,
    version bigint NOT NULL,
    fenced_at bigint NOT NULL,
    PRIMARY KEY (customer, version)
);

CREATE TABLE ig.due (
    customer uuid PRIMARY KEY,
    slot int NOT NULL,
    slot_group int NOT NULL,
    due_at bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX due_by_time ON ig.due (slot_group, due_at);

CREATE TABLE ig.message (
    customer uuid NOT NULL,
    id text NOT NULL,
    slot int NOT NULL,
    slot_group int NOT NULL,
    kind int NOT NULL,
    field text NOT NULL,
    started bigint NOT NULL,
    number int NOT NULL,
    claim_version bigint NOT NULL,
    claim_index int NOT NULL,
    expires_at bigint NOT NULL,
    attempts int NOT NULL,
    due_at bigint NOT NULL,
    PRIMARY KEY (customer, id)
);
CREATE INDEX message_by_time ON ig.message (slot_group, due_at);

-- At most one row a second and principal of each silo; "more" counts those refused since the row before.
CREATE TABLE ig.refusal (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    principal text NOT NULL,
    customer uuid NOT NULL,
    command text NOT NULL,
    why int NOT NULL,
    more bigint NOT NULL
);

-- What is evidence is only ever added to, whoever asks; a superuser who drops these triggers is found by the verifier.
CREATE FUNCTION ig.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'what is recorded in % is not changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ig.journal EXECUTE FUNCTION ig.refuse_change();
CREATE TRIGGER disclosure_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ig.disclosure EXECUTE FUNCTION ig.refuse_change();
CREATE TRIGGER policy_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ig.policy EXECUTE FUNCTION ig.refuse_change();

GRANT SELECT ON ALL TABLES IN SCHEMA ig TO ig_silo, ig_verify;
GRANT INSERT ON ig.meta, ig.policy, ig.policy_proposal, ig.policy_approval, ig.journal, ig.disclosure, ig.fence, ig.native_key, ig.refusal, ig.customer_key TO ig_silo;
GRANT UPDATE (epoch) ON ig.policy_epoch TO ig_silo;
GRANT INSERT, UPDATE (version, hash, fence, epoch) ON ig.head TO ig_silo;
GRANT INSERT, UPDATE ON ig.policy_sweep, ig.feed_checkpoint, ig.holding, ig.delivery TO ig_silo;
GRANT INSERT, DELETE ON ig.snapshot, ig.feed TO ig_silo;
GRANT INSERT, UPDATE, DELETE ON ig.dirty, ig.due, ig.message TO ig_silo;
REVOKE SELECT ON ig.customer_key FROM ig_verify;
