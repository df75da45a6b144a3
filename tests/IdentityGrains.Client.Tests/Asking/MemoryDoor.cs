using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Uses;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>
/// A second implementation of the door, held to the first one's contract: customers, keys and receipts in memory. Each call meets the next fate of those
/// that are to come, and every call's credential is kept.
/// </summary>
internal sealed class MemoryDoor : IDoor
{
    private readonly Dictionary<NativeKey, CustomerId> _keys = [];
    private readonly Dictionary<CustomerId, Person> _people = [];

    /// <summary>What comes upon the calls, one after the other; well, when there is none.</summary>
    public Queue<Fate> Fates { get; } = new();

    /// <summary>The token that counts; null when any does.</summary>
    public string? Good { get; set; }

    public List<Credential> Shown { get; } = [];

    public ICrosswalkGrain Crosswalk => new Keys(this);

    public ICustomerGrain Customer(CustomerId customer) => new Grain(this, customer);

    public int VersionOf(CustomerId customer) => _people.TryGetValue(customer, out var person) ? person.Receipts.Count : 0;

    private async Task<T> Serve<T>(Func<T> serve, CancellationToken ct)
    {
        var credential = Credential.FromCall() ?? throw new CredentialRefusedException(CredentialFault.Missing);
        Shown.Add(credential);
        if (Good is not null && credential.ServiceToken != Good)
        {
            throw new CredentialRefusedException(CredentialFault.Expired);
        }

        var fate = Fates.TryDequeue(out var next) ? next : Fate.Well;
        if (fate.Before is { } before)
        {
            throw before();
        }

        var answer = serve();
        if (fate.Never)
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        return fate.After is { } after ? throw after() : answer;
    }

    private Answer Act(CustomerCommand command, CustomerId customer)
    {
        var person = _people.GetValueOrDefault(customer) ?? new Person([]);
        if (person.Receipts.TryGetValue(command.Operation, out var known))
        {
            return known.Digest == CommandText.DigestOf(command) ? new Answer.Done(known.Receipt, Replayed: true) : new Answer.Reused();
        }

        if (command is CreateCustomer == person.Receipts.Count > 0)
        {
            return new Answer.Refused(command is CreateCustomer ? Refusal.CustomerExists : Refusal.UnknownCustomer, []);
        }

        _people[customer] = person;
        var version = person.Receipts.Count + 1;
        var receipt = new Receipt(
            customer, version, [.. SHA256.HashData(Encoding.ASCII.GetBytes($"{customer} {version}"))], "memory@1", command.ObservedAt, []);
        person.Receipts.Add(command.Operation, (CommandText.DigestOf(command)!, receipt));
        return new Answer.Done(receipt, Replayed: false);
    }

    private CustomerId Bind(NativeKey key) => _keys.TryGetValue(key, out var known) ? known : _keys[key] = CustomerId.New();

    private sealed record Person(Dictionary<OperationId, (string Digest, Receipt Receipt)> Receipts);

    private sealed class Keys(MemoryDoor door) : ICrosswalkGrain
    {
        public Task<CustomerId?> Find(NativeKey key, CancellationToken ct = default) =>
            door.Serve<CustomerId?>(() => door._keys.TryGetValue(key, out var customer) ? customer : null, ct);

        public Task<Answer> Create(CreateCustomer command, CancellationToken ct = default) =>
            door.Serve(() => door.Act(command, door.Bind(command.Key!.Value)), ct);
    }

    private sealed class Grain(MemoryDoor door, CustomerId customer) : ICustomerGrain
    {
        public Task<Answer> Submit(CustomerCommand command, CancellationToken ct = default) => door.Serve(() => door.Act(command, customer), ct);

        public Task<Answer?> Recall(CustomerCommand command, CancellationToken ct = default) => door.Serve<Answer?>(() => null, ct);

        public Task<CustomerAnswer> Get(Moment? moment = null, CancellationToken ct = default) => door.Serve<CustomerAnswer>(
            () => door.VersionOf(customer) is > 0 and var version
                ? new CustomerAnswer.Told(new CustomerView(customer, version, [], default, "memory@1", false, [], [], [], default))
                : new CustomerAnswer.NoCustomer(),
            ct);

        public Task<ExplainAnswer> Explain(FieldName field, Moment? moment = null, CancellationToken ct = default) =>
            door.Serve<ExplainAnswer>(() => new ExplainAnswer.NoField(), ct);

        public Task<UseAnswer> Decide(UseQuestion question, CancellationToken ct = default) => door.Serve<UseAnswer>(() => new UseAnswer.NoPurpose(), ct);

        public Task<JournalPage?> Journal(long fromVersion, int limit, CancellationToken ct = default) => door.Serve<JournalPage?>(() => null, ct);

        public Task<HoldingsView?> Holdings(CancellationToken ct = default) => door.Serve<HoldingsView?>(() => null, ct);

        public Task<DisclosurePage?> Disclosures(ImmutableArray<DisclosurePlace> after, int limit, CancellationToken ct = default) =>
            door.Serve<DisclosurePage?>(() => null, ct);

        public Task<WithdrawalsPage?> Withdrawals(long? before, int limit, CancellationToken ct = default) => door.Serve<WithdrawalsPage?>(() => null, ct);

        public Task<PreviewAnswer> Preview(RollBack command, CancellationToken ct = default) =>
            door.Serve<PreviewAnswer>(() => new PreviewAnswer.Refused(Refusal.UnknownCustomer, []), ct);

        public Task<long?> Reach(long version, CancellationToken ct = default) =>
            door.Serve<long?>(() => door.VersionOf(customer) is > 0 and var reached ? reached : null, ct);
    }
}
