using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Formats.Signals;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdentityGrains.Grains.Tests.Given;

/// <summary>One customer's clerk over an embedded store under the sample's policy, without a silo around it. Everything runs in turn, as in a grain.</summary>
internal sealed class Office : IAsyncDisposable
{
    /// <summary>The shop.</summary>
    public static readonly Caller Commerce = new(new PrincipalId("nhi:commerce-sync"), ProofLevel.ServiceAuthenticated, null);

    private static readonly Caller Traits = new(new PrincipalId("nhi:cdp-traits"), ProofLevel.ServiceAuthenticated, null);

    private static readonly Caller Web = new(new PrincipalId("nhi:web-bff"), ProofLevel.ServiceAuthenticated, null);

    private readonly string? _folder;
    private readonly IStore _store;
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private static int _operations;

    private Office(IStore store, CustomerId customer, ShiftedTime time, string? folder)
    {
        (_store, Customer, Time, _folder) = (store, customer, time, folder);
        Journal = new GatedJournal(_store.Journal);
        var writer = new JournalWriter(Journal, new JournalWriterOptions { LookUps = 1, LookUpPause = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        Services = new CustomerServices(
            Journal, writer, new StandingHeads(Journal), new CustomerLoader(Journal, _store.CustomerKeys), _store.CustomerKeys, _store.NativeKeys,
            _store.Refusals, _store.DueWork, _store.Deliveries, _store.SharedContacts, _store.IndexKey, _store.Clock, new PoliciesInForce(_store.Policies),
            new SignalReader(), new InstalledPlatforms(new NoConnectors()), new Instruments(new Meters(), writer));
        Keeper = new RecordKeeper(Customer, Services, NullLogger.Instance);
        Clerk = new CustomerClerk(Customer, Services, Keeper);
    }

    public CustomerId Customer { get; }

    public ShiftedTime Time { get; }

    public GatedJournal Journal { get; }

    public CustomerServices Services { get; }

    public RecordKeeper Keeper { get; }

    /// <summary>What somebody has to look at.</summary>
    public IExceptions Exceptions => _store.Exceptions;

    public CustomerClerk Clerk { get; }

    public static async Task<Office> Open()
    {
        var (time, folder) = (new ShiftedTime(), Directory.CreateTempSubdirectory("office-").FullName);
        var office = new Office(SqliteStore.Open(new SqliteStoreOptions { Folder = folder }, time), CustomerId.New(), time, folder);
        await office.Govern();
        return office;
    }

    /// <summary>A customer's clerk as a silo has one over a store that it shares with others. The policy is in force already, or put there now.</summary>
    public static async Task<Office> Over(IStore store, CustomerId customer, bool govern)
    {
        var office = new Office(store, customer, new ShiftedTime(), folder: null);
        await (govern ? office.Govern() : office.Services.Policies.Refresh(CancellationToken.None));
        return office;
    }

    private async Task Govern()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"));
        await Services.Policies.Activate(document, PolicyDocument.Load(document).Policy!.Hash, _store.Clock.Now, CancellationToken.None);
    }

    /// <summary>Does something on the turns of the customer's mailbox.</summary>
    public Task<T> InTurn<T>(Func<Task<T>> act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();

    /// <summary>Begins the record.</summary>
    public Task<Answer> Create() => Submit(Creation());

    /// <summary>What begins the record.</summary>
    public CreateCustomer Creation() => new(Operation(), Customer, Now, null);

    /// <summary>The same customer's keeper, as in another activation.</summary>
    public RecordKeeper AnotherKeeper() => new(Customer, Services, NullLogger.Instance);

    /// <summary>The shop says what the customer's language is.</summary>
    public Task<Answer> SayLanguage(string language) => Submit(Language(language));

    /// <summary>The customer data platform says what holds for thirty days.</summary>
    public Task<Answer> SayValueBand(string band) => InTurn(() => Clerk.Submit(Says("value_band", band), Traits, CancellationToken.None));

    /// <summary>The customer's own channel says a name, and nobody is signed in there.</summary>
    public Task<Answer> SayNameUnproven(string name) => InTurn(() => Clerk.Submit(Says("given_name", name), Web, CancellationToken.None));

    /// <summary>The customer says it, signed in at that channel.</summary>
    public Task<Answer> SayNameSignedIn(string name) =>
        InTurn(() => Clerk.Submit(Says("given_name", name), Web with { Subject = Customer }, CancellationToken.None));

    /// <summary>What says so.</summary>
    public AssertFields Language(string language) => Says("language", language);

    /// <summary>The shop says something of a field for which nobody ranks it.</summary>
    public Task<Answer> SayUnknown() => Submit(Says("shoe_size", "43"));

    /// <summary>Asks the clerk as the shop.</summary>
    public Task<Answer> Submit(CustomerCommand command) => InTurn(() => Clerk.Submit(command, Commerce, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Services.Writer.DisposeAsync();
        await _store.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private DateTimeOffset Now => _store.Clock.Now;

    private AssertFields Says(string field, string value) => new(
        Operation(), Customer, Now, null,
        [new AssertedField(new FieldName(field), new FieldValue.Text(value))], []);

    private static OperationId Operation() => OperationId.FromTrusted($"act-{Interlocked.Increment(ref _operations)}");

    private sealed class NoConnectors : IConnectors
    {
        public IReadOnlyList<PlatformName> Installed => [];

        public InstalledConnector? Find(PlatformName platform) => null;
    }
}
