-- One-shot messages that entries owe customers. To whom one goes is named by a claim; what it says is made when it is sent. slot_group is a copy of
-- slot, as in the other tables of work.

CREATE TABLE message (
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    id TEXT NOT NULL,
    slot INTEGER NOT NULL,
    slot_group INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    field TEXT NOT NULL,
    started INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim_version INTEGER NOT NULL,
    claim_index INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (customer, id)
) WITHOUT ROWID, STRICT;
CREATE INDEX message_by_time ON message (slot_group, due_at);
