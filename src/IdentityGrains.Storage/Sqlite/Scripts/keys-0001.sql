-- Wrapped customers' keys, in a file of their own: what is deleted here is overwritten, and no backup of the store carries it.

CREATE TABLE customer_key (
    customer BLOB PRIMARY KEY CHECK (length(customer) = 16),
    epoch INTEGER NOT NULL,
    wrapped BLOB NOT NULL
) WITHOUT ROWID, STRICT;
