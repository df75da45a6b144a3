using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Uses;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Customers;

/// <summary>
/// One customer's mailbox. Calls interleave: while a run is being made durable the next ones are decided on tentative state, and reads see what
/// is durable. The doors are here; the work is the clerk's.
/// </summary>
[GrainType("customer"), Reentrant]
internal sealed class CustomerGrain : Grain, ICustomerGrain, ICustomerInternals, IMayKeepNobody
{
    /// <summary>How many entries one page of the record has at most, whatever is asked for.</summary>
    public const int LongestPage = 500;

    private readonly CustomerServices _services;
    private readonly RecordKeeper _keeper;
    private readonly CustomerClerk _clerk;
    private readonly CustomerMoments _moments;
    private readonly DeliveryDesk _desk;
    private readonly UseDesk _uses;
    private readonly MessageDesk _messages;
    private readonly RollbackDesk _rollbacks;
    private readonly FenceDesk _fences;
    private readonly DisclosureDesk _disclosures;
    private readonly WithdrawalDesk _withdrawals;
    private readonly VersionWait _wait;

    /// <summary>Begins with nothing in memory; the first call loads.</summary>
    public CustomerGrain(IGrainContext context, CustomerServices services, TimeProvider time, ILogger<CustomerGrain> logger)
    {
        // A key that is no customer id names nobody: it reads as a customer of whom nothing is recorded.
        var id = CustomerId.TryParse(context.GrainId.Key.ToString(), out var parsed) ? parsed : default;
        _services = services;
        _keeper = new RecordKeeper(id, services, logger);
        _clerk = new CustomerClerk(id, services, _keeper);
        _moments = new CustomerMoments(id, services, _keeper);
        _desk = new DeliveryDesk(id, services, _keeper);
        _uses = new UseDesk(services, _keeper);
        _messages = new MessageDesk(services, _keeper);
        _rollbacks = new RollbackDesk(id, services, _keeper);
        _fences = new FenceDesk(services.Deliveries);
        _disclosures = new DisclosureDesk(services.Deliveries);
        _withdrawals = new WithdrawalDesk(services, _moments);
        _wait = new VersionWait(_keeper, time);
    }

    /// <inheritdoc/>
    public bool KeepsNobody => _keeper.KeepsNobody;

    /// <inheritdoc/>
    public Task<Answer> Submit(CustomerCommand command, CancellationToken ct = default) =>
        // Ids are opaque because nobody chooses them: a record begins through the crosswalk only.
        command is CreateCustomer ? throw new Client.Callers.InternalCallRefusedException() : Answer(command, CurrentCaller.Required, ct);

    /// <inheritdoc/>
    public Task<Answer?> Recall(CustomerCommand command, CancellationToken ct = default) =>
        IsStranger() ? Task.FromResult<Answer?>(null) : _clerk.Recall(command, CurrentCaller.Required, ct);

    /// <inheritdoc/>
    public Task<Answer> Create(CreateCustomer command, CancellationToken ct) => Answer(command, CurrentCaller.Required, ct);

    /// <inheritdoc/>
    public Task<Answer> SpeakFor(PrincipalId source, Domain.Fields.AssertFields command, CancellationToken ct) =>
        // What was read there came by the platform's own door and our own credential: that is how far its origin is proved.
        Answer(command, new Caller(source, Domain.Claims.ProofLevel.ServiceAuthenticated, null), ct);

    /// <inheritdoc/>
    public async Task<CustomerAnswer> Get(Moment? moment = null, CancellationToken ct = default) => await See(moment, ct) switch
    {
        SeenCustomer.Seen seen => new CustomerAnswer.Told(CustomerReading.View(
            seen.Customer, seen.EntryHash, seen.RecordedAt, seen.Policy, seen.AsOf, CurrentCaller.Required, _services.Policies.Current.Policy)),
        SeenCustomer.NoVersion => new CustomerAnswer.NoVersion(),
        SeenCustomer.NotYet => new CustomerAnswer.NotYet(),
        _ => new CustomerAnswer.NoCustomer(),
    };

    /// <inheritdoc/>
    public async Task<ExplainAnswer> Explain(FieldName field, Moment? moment = null, CancellationToken ct = default) => await See(moment, ct) switch
    {
        SeenCustomer.Seen seen when !seen.Policy.Fields.ContainsKey(field) => new ExplainAnswer.NoField(),
        SeenCustomer.Seen seen when !CurrentCaller.Required.MaySee(field, seen.Customer, _services.Policies.Current.Policy) => new ExplainAnswer.NotYours(),
        SeenCustomer.Seen seen => new ExplainAnswer.Told(Domain.Explanations.Explain.Field(seen.Customer, field, seen.Policy, seen.AsOf)),
        SeenCustomer.NoVersion => new ExplainAnswer.NoVersion(),
        SeenCustomer.NotYet => new ExplainAnswer.NotYet(),
        _ => new ExplainAnswer.NoCustomer(),
    };

    /// <inheritdoc/>
    public Task<UseAnswer> Decide(UseQuestion question, CancellationToken ct = default) => _uses.Decide(question, CurrentCaller.Required, ct);

    /// <inheritdoc/>
    public async Task<JournalPage?> Journal(long fromVersion, int limit, CancellationToken ct = default)
    {
        if (await Known(ct) is not { } known)
        {
            return null;
        }

        var entries = await _services.Journal.Read(known.Durable.Customer.Id, fromVersion, Math.Clamp(limit, 1, LongestPage), ct);
        return new JournalPage([.. entries.Select(e => Line(EntryReader.Open(e, known.Key)))], known.Durable.Head.Version);
    }

    /// <inheritdoc/>
    public async Task<HoldingsView?> Holdings(CancellationToken ct = default) => await Overseen(ct) is { } known ? await _desk.Holdings(known, ct) : null;

    /// <inheritdoc/>
    public async Task<DisclosurePage?> Disclosures(ImmutableArray<DisclosurePlace> after, int limit, CancellationToken ct = default) =>
        await Overseen(ct) is { } known
            ? await _disclosures.Read(known.Durable.Customer.Id, after, Math.Clamp(limit, 1, DisclosureDesk.LongestPage), ct)
            : null;

    /// <inheritdoc/>
    public async Task<WithdrawalsPage?> Withdrawals(long? before, int limit, CancellationToken ct = default) => await Overseen(ct) is { } known
        ? await _withdrawals.Read(known, before, Math.Clamp(limit, 1, WithdrawalDesk.LongestPage), ct)
        : null;

    /// <inheritdoc/>
    public Task<PreviewAnswer> Preview(RollBack command, CancellationToken ct = default) => _rollbacks.Preview(command, CurrentCaller.Required, ct);

    /// <inheritdoc/>
    public Task<long?> Reach(long version, CancellationToken ct = default) => IsStranger() ? Task.FromResult<long?>(null) : _wait.Reach(version, ct);

    /// <inheritdoc/>
    public Task<CustomerPlans> Plan(long version, CancellationToken ct) => _desk.Plan(version, ct);

    /// <inheritdoc/>
    public Task<ComposedDelivery?> Compose(PlatformName platform, long version, CancellationToken ct) => _desk.Compose(platform, version, ct);

    /// <inheritdoc/>
    public Task LookAgain(CancellationToken ct) => _desk.LookAgain(ct);

    /// <inheritdoc/>
    public Task Adopt(long epoch, CancellationToken ct) => _desk.Adopt(epoch, ct);

    /// <inheritdoc/>
    public Task<ComposedMessage?> ComposeMessage(CustomerMessage message, CancellationToken ct) => _messages.Compose(message, ct);

    private async Task<Answer> Answer(CustomerCommand command, Caller by, CancellationToken ct)
    {
        try
        {
            var answer = await _fences.Tell(await _clerk.Submit(command, by, ct), ct);
            _services.Instruments.OnAnswered(answer);
            return answer;
        }
        catch (Exception why) when (CallFilter.IsForeign(why))
        {
            // Nobody foresaw it, so nobody knows what it left in memory.
            _keeper.Forget();
            throw;
        }
    }

    private async ValueTask<WorkingRecord?> Known(CancellationToken ct) => IsStranger() ? null : await Recorded(ct);

    // People who look after all customers speak for no source, and are no strangers here.
    private ValueTask<WorkingRecord?> Overseen(CancellationToken ct)
    {
        Readers.Admit(_services.Policies);
        return Recorded(ct);
    }

    private async ValueTask<WorkingRecord?> Recorded(CancellationToken ct) =>
        await _keeper.Current(ct) is { Durable.Customer.Exists: true } record ? record : null;

    private ValueTask<SeenCustomer> See(Moment? moment, CancellationToken ct) =>
        IsStranger() ? new ValueTask<SeenCustomer>(new SeenCustomer.NoCustomer()) : _moments.See(moment, ct);

    // A stranger learns nothing, not even that somebody exists.
    private bool IsStranger() => _services.Policies.Current.Policy.SourceOf(CurrentCaller.Required.Principal) is null;

    private static JournalLine Line(OpenedEntry entry) => new(
        entry.Header.Version, entry.Header.RecordedAt, entry.Header.Principal, entry.Header.OnBehalfOf?.Value, entry.Header.Policy, entry.Header.Epoch,
        [.. entry.Hash.Span], [.. entry.Header.PreviousHash.Span], [.. entry.Events.Select(JournalReading.Tell)]);
}
