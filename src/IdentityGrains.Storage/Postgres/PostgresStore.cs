using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Subscriptions;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The store for clusters. It makes and migrates nothing: an owner does that, and no silo is one.</summary>
public sealed class PostgresStore : IStore
{
    private readonly PostgresSources _sources;
    private readonly PostgresPulse _pulse;
    private int _closed;

    private PostgresStore(PostgresStoreOptions options, PostgresSources sources, PostgresClock clock, IEpochKeys epochs, IndexKey index, TimeProvider time)
    {
        _sources = sources;
        var news = new FeedNews();
        Clock = clock;
        IndexKey = index;
        CustomerKeys = new PostgresCustomerKeys(sources.Writes, sources.Reads, epochs);
        Journal = new PostgresJournal(sources, clock, news);
        Feed = new PostgresFeed(sources, news);
        NativeKeys = new PostgresNativeKeys(sources, index);
        Policies = new PostgresPolicies(sources);
        PolicySweeps = new PostgresPolicySweeps(sources);
        DueWork = new PostgresDueWork(sources);
        Deliveries = new PostgresDeliveries(sources);
        SharedContacts = new PostgresSharedContacts(sources);
        Reconciliations = new PostgresReconciliations(sources);
        Exceptions = new PostgresExceptions(sources);
        Messages = new PostgresMessages(sources);
        Subscriptions = new PostgresSubscriptions(sources, new SubscriptionSecrets(epochs));
        Refusals = new PostgresRefusals(sources);
        _pulse = new PostgresPulse(sources.Hints, clock, news, time, options.PulsePause);
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

    /// <summary>
    /// Opens the store. Throws <see cref="UnsafeStoreException"/>, saying what to do, when it would not keep its promises, and
    /// <see cref="StoreUnreachableException"/> when it does not answer.
    /// </summary>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider time, CancellationToken ct)
    {
        var sources = new PostgresSources(options);
        try
        {
            await PostgresSafety.Require(sources.Reads, ct);
            var clock = new PostgresClock(time);
            await PostgresPulse.Once(sources.Reads, clock, ct);
            var (epochs, index) = await PostgresKeyFolder.Open(sources, options, ct);
            return new PostgresStore(options, sources, clock, epochs, index, time);
        }
        catch
        {
            await sources.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _pulse.DisposeAsync();
        await _sources.DisposeAsync();
    }
}
