-- The shared commit: one statement, whoever's and however many the runs are. The heads are the locks. They are taken in the order of their keys, and one that
-- another commit holds is passed over; everything else derives from the heads that moved, so that nothing can be written for a run that lost.
WITH policy AS MATERIALIZED (
    -- Shared, so that an activation waits for this commit. Read through the lock, so that what it read is still so.
    SELECT epoch FROM ig.policy_epoch WHERE one = 1 FOR SHARE
), run AS MATERIALIZED (
    SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH ORDINALITY
        AS r (customer, slot, base_version, base_hash, version, hash, fence, epoch, changed, lane, recorded_at, due_at, number)
), entry AS MATERIALIZED (
    SELECT * FROM unnest($13, $14, $15, $16, $17, $18, $19, $20, $21)
        AS e (number, customer, version, principal, operation, recorded_at, hash, header, body)
), known AS MATERIALIZED (
    SELECT DISTINCT e.number FROM entry e
    JOIN ig.journal j ON j.customer = e.customer AND j.principal = e.principal AND j.operation = e.operation
), held AS MATERIALIZED (
    SELECT h.ctid AS place, h.version AS found_version, h.hash AS found_hash, r.* FROM run r JOIN ig.head h ON h.customer = r.customer
    ORDER BY h.customer FOR UPDATE OF h SKIP LOCKED
), moved AS (
    UPDATE ig.head h SET version = l.version, hash = l.hash, fence = l.fence, epoch = l.epoch
    FROM held l, policy p
    -- By its place: the row is locked and stays there. One that moved between this statement's snapshot and its lock is not found, and has lost anyway.
    WHERE h.ctid = l.place AND l.found_version = l.base_version AND l.found_hash = l.base_hash AND l.epoch = p.epoch
        AND l.number NOT IN (SELECT number FROM known)
    RETURNING l.number
), begun AS (
    INSERT INTO ig.head (customer, slot, version, hash, fence, epoch)
    SELECT r.customer, r.slot, r.version, r.hash, r.fence, r.epoch FROM run r, policy p
    WHERE r.base_version = 0 AND r.epoch = p.epoch AND r.number NOT IN (SELECT number FROM known)
        AND r.customer NOT IN (SELECT customer FROM held)
    ORDER BY r.customer
    ON CONFLICT (customer) DO NOTHING
    RETURNING customer
), won AS MATERIALIZED (
    SELECT number FROM moved UNION ALL SELECT r.number FROM begun b JOIN run r ON r.customer = b.customer
), winner AS MATERIALIZED (
    SELECT r.* FROM run r JOIN won w ON w.number = r.number ORDER BY r.customer
), appended AS (
    INSERT INTO ig.journal (customer, version, principal, operation, recorded_at, hash, header, body)
    SELECT e.customer, e.version, e.principal, e.operation, e.recorded_at, e.hash, e.header, e.body FROM entry e JOIN won w ON w.number = e.number
), echoed AS (
    INSERT INTO ig.feed (slot_group, position, customer, version, changed, at)
    SELECT slot / $22, (pg_current_xact_id()::text::bigint << 20) + number, customer, version, changed, recorded_at FROM winner
), marked AS (
    INSERT INTO ig.dirty AS d (customer, slot, slot_group, version, lane, since, mark)
    SELECT customer, slot, slot / $22, version, lane, recorded_at, (random() * 9007199254740992)::bigint FROM winner WHERE lane > 0
    ON CONFLICT (customer) DO UPDATE SET version = greatest(d.version, excluded.version), lane = least(d.lane, excluded.lane),
        since = least(d.since, excluded.since), mark = excluded.mark
), due_later AS (
    INSERT INTO ig.due (customer, slot, slot_group, due_at) SELECT customer, slot, slot / $22, due_at FROM winner WHERE due_at IS NOT NULL
    ON CONFLICT (customer) DO UPDATE SET due_at = excluded.due_at
), due_never AS (
    DELETE FROM ig.due d USING winner w WHERE d.customer = w.customer AND w.due_at IS NULL
), owed AS (
    INSERT INTO ig.message (customer, id, slot, slot_group, kind, field, started, number, claim_version, claim_index, expires_at, attempts, due_at)
    SELECT w.customer, m.id, w.slot, w.slot / $22, m.kind, m.field, m.started, m.count, m.claim_version, m.claim_index, m.expires_at, 0, w.recorded_at
    FROM unnest($23, $24, $25, $26, $27, $28, $29, $30, $31) AS m (number, id, kind, field, started, count, claim_version, claim_index, expires_at)
    JOIN winner w ON w.number = m.number
    ON CONFLICT (customer, id) DO NOTHING
)
SELECT CASE
        WHEN w.number IS NOT NULL THEN 1
        WHEN r.epoch <> p.epoch THEN 3
        WHEN k.number IS NOT NULL AND coalesce(
            (SELECT h.version = r.base_version AND h.hash = r.base_hash FROM ig.head h WHERE h.customer = r.customer), r.base_version = 0) THEN 4
        WHEN l.number IS NULL AND (
            SELECT h.version = r.base_version AND h.hash = r.base_hash FROM ig.head h WHERE h.customer = r.customer) THEN 5
        ELSE 2
    END,
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
FROM run r CROSS JOIN policy p
LEFT JOIN won w ON w.number = r.number
LEFT JOIN known k ON k.number = r.number
LEFT JOIN held l ON l.number = r.number
ORDER BY r.number
