using System.Diagnostics;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Reference;
using IdentityGrains.Storage.Format;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>One request as the platform read it.</summary>
/// <param name="At">When it was there, in ticks of the log.</param>
/// <param name="Number">The customer's number at the platform.</param>
/// <param name="Version">The version stamped in it.</param>
/// <param name="Policy">The policy stamped in it.</param>
/// <param name="Values">The paths that carry a value, each with the purpose that the request names for it.</param>
internal sealed record PlatformRequest(long At, string Number, long Version, string Policy, IReadOnlyDictionary<string, string?> Values);

/// <summary>
/// C-6, R12 and R11 by the platform's own log: every value in every request was permitted for its purpose at the stamped version under the stamped policy, by
/// the second evaluator; and no request carries a policy that an acknowledged activation had replaced before the request was decided.
/// </summary>
internal sealed class Disclosures : IStateWitness
{
    public const string Name = "C-6";

    /// <summary>For how long a request that was decided may be on its way: the connector gives it up then.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(5);

    private static readonly FieldName NumberField = new("customer_number");
    private static readonly PlatformName Shop = new("commerce");

    private readonly ILookup<string, PlatformRequest> _requests;
    private readonly IReadOnlyDictionary<string, Policy> _policies;
    private readonly History _history;
    private readonly List<Violation> _violations = [];
    private readonly HashSet<PlatformRequest> _examined = [];
    private int _values;

    public Disclosures(IReadOnlyList<PlatformRequest> requests, IReadOnlyDictionary<string, Policy> policies, History history)
    {
        (_requests, _policies, _history) = (requests.ToLookup(r => r.Number), policies, history);
        foreach (var request in requests)
        {
            Stamp(request);
        }
    }

    /// <summary>What was found; who is told of at a version that is not kept is found last.</summary>
    public IEnumerable<Violation> Violations => _violations.Concat(
        _requests.SelectMany(r => r).Where(r => !_examined.Contains(r))
            .Select(r => new Violation(Name, r.Number, $"version {r.Version} was told and is not kept")));

    /// <summary>How much there was to look at.</summary>
    public IEnumerable<string> Told => _examined.Count == 0 ? [] : [$"C-6: {_examined.Count} requests to the platform, {_values} values in them"];

    /// <summary>Looks at what was told of a customer as of this version.</summary>
    public void Follow(Customer state, EntryHeader entry)
    {
        if (state.Field(NumberField).Value is not FieldValue.Text { Value: var number })
        {
            return;
        }

        foreach (var request in _requests[number].Where(r => r.Version == state.Version))
        {
            _examined.Add(request);
            if (_policies.TryGetValue(request.Policy, out var policy))
            {
                Examine(request, state, policy);
            }
        }
    }

    private void Examine(PlatformRequest request, Customer state, Policy policy)
    {
        var facts = Facts.Of(state, policy, _history.Time.Of(request.At));
        foreach (var (path, purpose) in request.Values)
        {
            _values++;
            var mapped = policy.Platforms[Shop].Fields.SingleOrDefault(f => f.To == path);
            var (why, released) = mapped is null ? (Domain.Disclosure.Withheld.NotMapped, null) : SlowPermission.Release(Shop, mapped.Field, facts, policy);
            if (why is not null || released?.Value != purpose)
            {
                Add(request, $"{path} was told for {purpose}; by {request.Policy} it is {why?.ToString() ?? $"for {released}"}");
            }
        }
    }

    private void Stamp(PlatformRequest request)
    {
        if (!_policies.TryGetValue(request.Policy, out var policy))
        {
            Add(request, $"{request.Policy} never was in force");
            return;
        }

        var decided = request.At - (long)(LongestRequest.TotalSeconds * Stopwatch.Frequency);
        var floor = _history.Activations.Where(a => a.Acknowledged < decided).MaxBy(a => a.Epoch);
        var stamped = _history.Activations.FirstOrDefault(a => a.Hash == policy.Hash)?.Epoch ?? 1;
        if (floor is not null && stamped < floor.Epoch)
        {
            Add(request, $"{request.Policy} of epoch {stamped} was stamped after {floor.Epoch} was acknowledged to be in force");
        }
    }

    private void Add(PlatformRequest request, string what) => _violations.Add(new Violation(Name, request.Number, $"version {request.Version}: {what}"));
}
