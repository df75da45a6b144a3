using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Reference;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>What a platform may be told of a customer as of one version, by the second evaluator.</summary>
/// <param name="Version">The version.</param>
/// <param name="RecordedAt">Since when there is such a version.</param>
/// <param name="Open">Paths that may carry a value.</param>
/// <param name="Values">Those of them that have one.</param>
internal sealed record Permitted(long Version, DateTimeOffset RecordedAt, IReadOnlySet<string> Open, IReadOnlyDictionary<string, ToldValue> Values)
{
    /// <summary>True when this is what was told: each value and purpose of the copy, recorded before it came, whichever version is stamped in it.</summary>
    public bool Says(ToldCopy copy) => RecordedAt <= copy.ArrivedAt + Doubt.OfArrival
        && copy.Values.All(v => Values.GetValueOrDefault(v.Key) is var permitted
            && permitted?.Text == v.Value.Text && (v.Value.Purpose is null || v.Value.Purpose == permitted?.Purpose));
}

/// <summary>What each version of each customer permits each platform.</summary>
internal interface IPermittedVersions
{
    /// <summary>The numbers of customers by their ids.</summary>
    IReadOnlyDictionary<string, string> Numbers { get; }

    /// <summary>The versions of a customer at a platform, in order; empty when nobody has the number.</summary>
    IReadOnlyList<Permitted> Of(string platform, string number);

    /// <summary>Everybody's versions at a platform, by number.</summary>
    IEnumerable<KeyValuePair<string, List<Permitted>>> At(string platform);
}

/// <summary>Every version of every customer as the second evaluator projects it for each platform, by the platform and the customer's number there.</summary>
/// <param name="platforms">The platforms of the run.</param>
/// <param name="policies">Every policy of the run by its reference.</param>
internal sealed class PermittedBook(IReadOnlyList<string> platforms, IReadOnlyDictionary<string, Policy> policies) : IPermittedVersions, IStateWitness
{
    private static readonly FieldName NumberField = new("customer_number");

    private readonly Dictionary<string, Dictionary<string, List<Permitted>>> _versions = platforms.ToDictionary(
        p => p, _ => new Dictionary<string, List<Permitted>>(StringComparer.Ordinal), StringComparer.Ordinal);

    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Numbers => _numbers;

    /// <inheritdoc/>
    public IReadOnlyList<Permitted> Of(string platform, string number) => _versions[platform].GetValueOrDefault(number) ?? [];

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, List<Permitted>>> At(string platform) => _versions[platform];

    /// <inheritdoc/>
    public void Follow(Customer state, EntryHeader entry)
    {
        if (state.Field(NumberField).Value is not FieldValue.Text { Value: var number } || !policies.TryGetValue(entry.Policy, out var policy))
        {
            return;
        }

        _numbers[state.Id.ToString()] = number;
        var facts = Facts.Of(state, policy, entry.RecordedAt);
        foreach (var (platform, versions) in _versions)
        {
            if (!versions.TryGetValue(number, out var of))
            {
                versions[number] = of = [];
            }

            of.Add(Project(policy.Platforms[new PlatformName(platform)], state, facts, policy, entry.RecordedAt));
        }
    }

    private static Permitted Project(Platform platform, Customer state, SubjectFacts facts, Policy policy, DateTimeOffset recordedAt)
    {
        var (open, values) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, ToldValue>(StringComparer.Ordinal));

        // The key addresses the record: where it may not be told, nothing else may.
        var addressed = SlowPermission.Release(platform.Name, NumberField, facts, policy).Why is null;
        foreach (var mapped in platform.Fields.Where(f => addressed && f.Field != NumberField))
        {
            var (why, purpose) = SlowPermission.Release(platform.Name, mapped.Field, facts, policy);
            if (why is not null)
            {
                continue;
            }

            open.Add(mapped.To);
            if (ValueText.Of(state.Field(mapped.Field).Value) is { } text)
            {
                values[mapped.To] = new ToldValue(text, purpose!.Value.Value);
            }
        }

        return new Permitted(state.Version, recordedAt, open, values);
    }
}

/// <summary>Looks at each version of each customer as the store is read, in the order of versions.</summary>
internal interface IStateWitness
{
    /// <summary>The customer as of an entry.</summary>
    void Follow(Customer state, EntryHeader entry);
}
