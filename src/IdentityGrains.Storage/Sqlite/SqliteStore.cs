using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Subscriptions;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The embedded store: one process, no server. It makes and migrates itself, and does not open unless it will keep what it commits.</summary>
public sealed class SqliteStore : IStore
{
    private readonly DataFolder _folder;
    private readonly SqliteWriteLoop _writes;
    private readonly SqliteWriteLoop _keyWrites;
    private readonly SqliteReaders _readers;
    private readonly SqliteReaders _keyReaders;
    private int _closed;

    private SqliteStore(
        DataFolder folder, SqliteStoreOptions options, SqliteSession store, SqliteSession keys, IEpochKeys epochs, IndexKey index, TimeProvider time)
    {
        _folder = folder;
        _readers = new SqliteReaders(DataFolder.Store(options.Folder), options.Readers);
        _keyReaders = new SqliteReaders(DataFolder.Keys(options.Folder), options.Readers);
        _writes = new SqliteWriteLoop(store, "store.db writer");
        _keyWrites = new SqliteWriteLoop(keys, "keys.db writer");
        var news = new FeedNews();
        Clock = new SqliteClock(time);
        IndexKey = index;
        CustomerKeys = new SqliteCustomerKeys(_keyWrites, _keyReaders, epochs);
        Journal = new SqliteJournal(_writes, _readers, news);
        Feed = new SqliteFeed(_writes, _readers, news);
        NativeKeys = new SqliteNativeKeys(_writes, _readers, index);
        Policies = new SqlitePolicies(_writes, _readers);
        PolicySweeps = new SqlitePolicySweeps(_writes, _readers);
        DueWork = new SqliteDueWork(_writes, _readers);
        Deliveries = new SqliteDeliveries(_writes, _readers, Clock);
        SharedContacts = new SqliteSharedContacts(_writes, _readers);
        Reconciliations = new SqliteReconciliations(_writes, _readers);
        Exceptions = new SqliteExceptions(_writes, _readers);
        Messages = new SqliteMessages(_writes, _readers);
        Subscriptions = new SqliteSubscriptions(_writes, _readers, new SubscriptionSecrets(epochs));
        Refusals = new SqliteRefusals(_writes, _readers);
    }

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public IFeed Feed { get; }

    /// <inheritdoc/>
    public INativeKeys NativeKeys { get; }

    /// <inheritdoc/>
    public IPolicies Policies { get; }

    /// <inheritdoc/>
    public IPolicySweeps PolicySweeps { get; }

    /// <inheritdoc/>
    public IDueWork DueWork { get; }

    /// <inheritdoc/>
    public IDeliveries Deliveries { get; }

    /// <inheritdoc/>
    public ISharedContacts SharedContacts { get; }

    /// <inheritdoc/>
    public IReconciliations Reconciliations { get; }

    /// <inheritdoc/>
    public IExceptions Exceptions { get; }

    /// <inheritdoc/>
    public IMessages Messages { get; }

    /// <inheritdoc/>
    public ISubscriptions Subscriptions { get; }

    /// <inheritdoc/>
    public IRefusalAudit Refusals { get; }

    /// <inheritdoc/>
    public ICustomerKeys CustomerKeys { get; }

    /// <inheritdoc/>
    public IndexKey IndexKey { get; }

    /// <inheritdoc/>
    public IStoreClock Clock { get; }

    /// <summary>Transactions of the store committed: many writes share one.</summary>
    public long SharedCommits => _writes.Commits;

    /// <summary>Opens the store, or makes it. Throws <see cref="UnsafeStoreException"/>, saying what to do, when it would not keep its promises.</summary>
    public static SqliteStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        var folder = DataFolder.Hold(options.Folder);
        SqliteSession? store = null;
        SqliteSession? keys = null;
        try
        {
            // Keys first: a folder that has a database but lost its keys must not be given others.
            var create = options.CreateKeys && !File.Exists(DataFolder.Store(options.Folder)) && !File.Exists(DataFolder.Keys(options.Folder));
            var keyFolder = options.KeyFolder ?? Path.Combine(options.Folder, "keys");
            var epochs = FileEpochKeys.Open(keyFolder, create);
            var index = IndexKey.Open(keyFolder, create);
            keys = OpenDatabase(DataFolder.Keys(options.Folder), "keys", secureDelete: true, time);
            store = OpenDatabase(DataFolder.Store(options.Folder), "store", secureDelete: false, time);
            IndexKeyCheck.Require(store, index);
            PrivateFolder.Sync(options.Folder);
            return new SqliteStore(folder, options, store, keys, epochs, index, time);
        }
        catch
        {
            store?.Dispose();
            keys?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what was handed in, closes the files and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        // Readers first: the last connection to close moves the log into the file, and only a writing one can.
        await _readers.DisposeAsync();
        await _keyReaders.DisposeAsync();
        await _writes.DisposeAsync();
        await _keyWrites.DisposeAsync();
        _folder.Dispose();
    }

    private static SqliteSession OpenDatabase(string path, string family, bool secureDelete, TimeProvider time)
    {
        var session = SqliteSession.OpenForWriting(path, secureDelete);
        try
        {
            SqliteMigrations.Apply(session, family, new SqliteClock(time).Now);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
