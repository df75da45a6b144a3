-- Orleans' membership and reminders, to the contract of its ADO.NET providers: they know the names of queries, parameters and columns, and take the queries
-- from here. Rows are changed by one statement each, so that two silos cannot both believe to have been first.

CREATE SCHEMA orleans;
GRANT USAGE ON SCHEMA orleans TO ig_cluster;

CREATE TABLE orleans.OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);

-- One row per cluster. Whoever changes the membership changes this row first, and only from the version that he read.
CREATE TABLE orleans.OrleansMembershipVersionTable (
    DeploymentId text PRIMARY KEY,
    Timestamp timestamptz NOT NULL DEFAULT now(),
    Version int NOT NULL DEFAULT 0
);

CREATE TABLE orleans.OrleansMembershipTable (
    DeploymentId text NOT NULL REFERENCES orleans.OrleansMembershipVersionTable (DeploymentId),
    Address text NOT NULL,
    Port int NOT NULL,
    Generation int NOT NULL,
    SiloName text NOT NULL,
    HostName text NOT NULL,
    Status int NOT NULL,
    ProxyPort int,
    SuspectTimes text,
    StartTime timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

CREATE TABLE orleans.OrleansRemindersTable (
    ServiceId text NOT NULL,
    GrainId text NOT NULL,
    ReminderName text NOT NULL,
    StartTime timestamptz NOT NULL,
    Period bigint NOT NULL,
    GrainHash int NOT NULL,
    Version int NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
);
CREATE INDEX reminder_by_hash ON orleans.OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO orleans.OrleansQuery (QueryKey, QueryText) VALUES
('GatewaysQueryKey', $q$
    SELECT Address, ProxyPort, Generation FROM orleans.OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$q$),
('MembershipReadRowKey', $q$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM orleans.OrleansMembershipVersionTable v LEFT JOIN orleans.OrleansMembershipTable m
        ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
    WHERE v.DeploymentId = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM orleans.OrleansMembershipVersionTable v LEFT JOIN orleans.OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
    WHERE v.DeploymentId = @DeploymentId
$q$),
('InsertMembershipVersionKey', $q$
    WITH inserted AS (
        INSERT INTO orleans.OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM inserted
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE orleans.OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$q$),
('InsertMembershipKey', $q$
    WITH next AS (
        UPDATE orleans.OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (
            SELECT 1 FROM orleans.OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
        RETURNING DeploymentId
    ), inserted AS (
        INSERT INTO orleans.OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next
        RETURNING 1)
    SELECT count(*)::int FROM inserted
$q$),
('UpdateMembershipKey', $q$
    WITH next AS (
        UPDATE orleans.OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version
        RETURNING DeploymentId
    ), updated AS (
        UPDATE orleans.OrleansMembershipTable m SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime FROM next n
        WHERE m.DeploymentId = n.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
        RETURNING 1)
    SELECT count(*)::int FROM updated
$q$),
('DeleteMembershipTableEntriesKey', $q$
    DELETE FROM orleans.OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
    DELETE FROM orleans.OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM orleans.OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$q$),
('ReadReminderRowsKey', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans.OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainId = @GrainId
$q$),
('ReadReminderRowKey', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans.OrleansRemindersTable
    WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
$q$),
('ReadRangeRows1Key', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans.OrleansRemindersTable
    WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
$q$),
('ReadRangeRows2Key', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans.OrleansRemindersTable
    WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
$q$),
('UpsertReminderRowKey', $q$
    INSERT INTO orleans.OrleansRemindersTable AS r (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET
        StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = r.Version + 1
    RETURNING Version
$q$),
('DeleteReminderRowKey', $q$
    WITH deleted AS (
        DELETE FROM orleans.OrleansRemindersTable
        WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version RETURNING 1)
    SELECT count(*)::int FROM deleted
$q$),
('DeleteReminderRowsKey', $q$
    DELETE FROM orleans.OrleansRemindersTable WHERE ServiceId = @ServiceId
$q$);

GRANT SELECT ON orleans.OrleansQuery TO ig_cluster;
GRANT SELECT, INSERT, UPDATE, DELETE ON orleans.OrleansMembershipTable, orleans.OrleansMembershipVersionTable, orleans.OrleansRemindersTable TO ig_cluster;
