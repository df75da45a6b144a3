namespace IdentityGrains.Benchmarks.Peers;

/// <summary>The table and the queries by which Orleans' grain storage speaks to PostgreSQL, written to its contract of parameters and columns.</summary>
internal static class OrleansStateTables
{
    // A unique key, so that a write is one statement and two first writers cannot both win.
    public const string Script = """
        CREATE TABLE OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText text NOT NULL);
        CREATE TABLE grain_state (
            service text NOT NULL, kind text NOT NULL, n0 bigint NOT NULL, n1 bigint NOT NULL, key text NOT NULL, payload bytea, version int NOT NULL,
            PRIMARY KEY (service, kind, n0, n1, key)
        ) WITH (fillfactor = 70);
        INSERT INTO OrleansQuery VALUES
        ('ReadFromStorageKey', 'SELECT payload AS PayloadBinary, version AS Version FROM grain_state
            WHERE service = @ServiceId AND kind = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND key = coalesce(@GrainIdExtensionString, '''')'),
        ('WriteToStorageKey', 'INSERT INTO grain_state AS s VALUES
            (@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
            ON CONFLICT (service, kind, n0, n1, key) DO UPDATE SET payload = excluded.payload, version = s.version + 1 WHERE s.version = @GrainStateVersion
            RETURNING version AS NewGrainStateVersion'),
        ('ClearStorageKey', 'UPDATE grain_state SET payload = NULL, version = version + 1
            WHERE service = @ServiceId AND kind = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND key = coalesce(@GrainIdExtensionString, '''')
            AND version = @GrainStateVersion RETURNING version AS NewGrainStateVersion');
        """;
}
