using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// The connections of one silo, in pools apart: readers must not keep the shared commit waiting, nor it them. Every connection bounds how long it waits and
/// for how long it may be forgotten.
/// </summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    // JIT compiles for longer than any of our statements runs. A backend whose silo died looks up from its work every two seconds and goes.
    private const string Session =
        "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c client_connection_check_interval=2000 "
        + "-c jit=off -c search_path=ig";

    // Each statement has one good plan whatever its parameters hold, and to make it anew takes as long as to run it for a few. It goes by keys also when it is
    // made while a table is still empty: whoever scanned it then would scan it until statistics are taken, however it has grown.
    private const string OnePlan = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off";

    // A few rows by their keys: to join them by building a table of all others costs more, as much more as there are dead ones.
    private const string ByKeys = OnePlan + " -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // Whoever loses it has lost a hint, and what it hinted at stands in the record.
    private const string NotWaitedFor = " -c synchronous_commit=off";

    // Several queries in one round trip then see one moment.
    private const string ReadOnly = " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read";

    // Ranges of customers are read along the indexes, whatever the statistics say: a sort would copy every entry once more.
    private const string AlongIndexes = OnePlan + " -c enable_bitmapscan=off -c enable_sort=off";

    // Of a batch of rows that is read at once.
    private const int BatchBuffer = 1 << 17;

    public PostgresSources(PostgresStoreOptions options)
    {
        Commits = new Database(Open(options, "commit", 1, Session + OnePlan));
        Reads = new Database(Open(options, "read", options.Readers, Session + ByKeys + ReadOnly));
        Evidence = new Database(Open(options, "verify", options.Readers, Session + ReadOnly + AlongIndexes, BatchBuffer));
        Hints = new Database(Open(options, "hint", 3, Session + ByKeys + NotWaitedFor));
        Marks = new Database(Open(options, "mark", 2, Session + ByKeys + NotWaitedFor));
        Writes = new Database(Open(options, "write", options.Writers, Session));
    }

    /// <summary>The shared commit's.</summary>
    public Database Commits { get; }

    /// <summary>For reading; each round trip sees one moment.</summary>
    public Database Reads { get; }

    /// <summary>For the verifier's batches; each round trip sees one moment.</summary>
    public Database Evidence { get; }

    /// <summary>For the feed, its trimming and what comes back by itself if a crash undoes it: never for evidence or for what is answered.</summary>
    public Database Hints { get; }

    /// <summary>
    /// For taking marks away. That waits for the locks of commits, and behind a backlog of it the feed and the store's time must not be read late.
    /// </summary>
    public Database Marks { get; }

    /// <summary>For every other write.</summary>
    public Database Writes { get; }

    public async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await Reads.DisposeAsync();
        await Evidence.DisposeAsync();
        await Hints.DisposeAsync();
        await Marks.DisposeAsync();
        await Writes.DisposeAsync();
    }

    private static NpgsqlDataSource Open(PostgresStoreOptions options, string use, int connections, string session, int? readBuffer = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = $"identitygrains-{use}", MaxPoolSize = connections, MinPoolSize = 0, NoResetOnClose = true, MaxAutoPrepare = 60,
            AutoPrepareMinUsages = 2, Timeout = (int)Math.Ceiling(options.ConnectPatience.TotalSeconds), CommandTimeout = 6, CancellationTimeout = 1000,
            Options = session, IncludeErrorDetail = false, LogParameters = false, Enlist = false,
        };
        connection.ReadBufferSize = readBuffer ?? connection.ReadBufferSize;
        return NpgsqlDataSource.Create(connection);
    }
}
