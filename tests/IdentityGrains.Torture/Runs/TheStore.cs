using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Verification;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Runs;

/// <summary>What lies in the store after a run, each customer looked at once: the verifier's report, every entry, and every decision taken again.</summary>
internal sealed record TheStore(VerificationReport Report, IReadOnlyList<Kept> Kept, IReadOnlyList<Violation> Violations, long Decisions)
{
    public const string Verifier = "C-2";

    /// <summary>Every disclosure log, by the customer and the platform.</summary>
    public IReadOnlyDictionary<(string Customer, string Platform), IReadOnlyList<DisclosureEvent>> Disclosed { get; private init; } =
        ImmutableDictionary<(string, string), IReadOnlyList<DisclosureEvent>>.Empty;

    /// <summary>Reads all of it.</summary>
    public static async Task<TheStore> Read(
        IStoreUnderTest store, IReadOnlyDictionary<string, Policy> policies, IReadOnlyList<IStateWitness> witnesses, CancellationToken ct)
    {
        var records = store.Open();
        await using (records)
        {
            var (kept, violations, decisions) = (new List<Kept>(), new List<Violation>(), 0L);
            var disclosed = new Dictionary<(string, string), IReadOnlyList<DisclosureEvent>>();
            var report = await new StoreVerifier(records).Run(progress: null, ct);
            violations.AddRange(report.Broken.Select(b => new Violation(Verifier, b.Customer.ToString(), $"version {b.Version}: {b.What}")));
            await foreach (var record in records.All(ct))
            {
                var (customer, key) = (record.Customer, await records.Open(record, ct));
                var again = new Redecision(customer, policies);
                await foreach (var entry in record.Entries(ct).SelectMany(page => page))
                {
                    var opened = key is null ? null : EntryReader.Open(entry, key);
                    var header = opened?.Header ?? EntryReader.Check(entry);
                    kept.Add(new Kept(
                        customer.ToString(), entry.Version, entry.Principal.Value, entry.Operation.Value,
                        Convert.ToHexStringLower(entry.Hash.Span), header.Epoch, header.RecordedAt));
                    if (opened is not null)
                    {
                        again.Follow(opened);
                        foreach (var witness in witnesses)
                        {
                            witness.Follow(again.State, opened.Header);
                        }
                    }
                }

                foreach (var log in record.Disclosures.GroupBy(d => d.Platform))
                {
                    disclosed[(customer.ToString(), log.Key.Value)] = [.. log.OrderBy(d => d.Number).Select(d => DisclosureLog.Read(d.Bytes).Event)];
                }

                violations.AddRange(again.Violations);
                decisions += again.Decisions;
            }

            return new TheStore(report, kept, violations, decisions) { Disclosed = disclosed };
        }
    }
}
