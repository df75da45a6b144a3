using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>What a request says of a user, gathered as it is read: fields, names, and what nothing here says.</summary>
internal sealed class Said
{
    private readonly SortedDictionary<string, FieldValue> _fields = new(StringComparer.Ordinal);
    private readonly List<Violation> _denied = [];

    /// <summary>The attributes of the standard that say no field. They are named in the answer, so that nobody takes them for kept.</summary>
    public SortedSet<string> Ignored { get; } = new(StringComparer.Ordinal);

    /// <summary><c>externalId</c>; null when it is not said.</summary>
    public string? ExternalId { get; set; }

    /// <summary><c>userName</c>, where it says no field; null when it is not said.</summary>
    public string? UserName { get; set; }

    /// <summary><c>active</c>, where it says no field; null when it is not said.</summary>
    public bool? Active { get; set; }

    /// <summary>The fields, in ordinal order, so that a retry whose writer orders the attributes otherwise is the same command.</summary>
    public ImmutableArray<AssertedField> Fields => [.. _fields.Select(f => new AssertedField(new FieldName(f.Key), f.Value))];

    /// <summary>Says a field; one that the source is not ranked for is noted, to be refused with all others.</summary>
    public void Say(Place place, FieldValue value, string pointer)
    {
        if (!place.Field.Ranked)
        {
            _denied.Add(new Violation(pointer, Catalogue.FieldAuthorityDenied.Slug));
        }

        _fields[place.Field.Field.Value] = value;
    }

    /// <summary>True when the field was said.</summary>
    public bool Has(Place place) => _fields.ContainsKey(place.Field.Field.Value);

    /// <summary>What was said of the field so far; null when nothing.</summary>
    public FieldValue? Find(Place place) => _fields.GetValueOrDefault(place.Field.Field.Value);

    /// <summary>All of it; or the problem that the source may not say some of it, in which case nothing is done.</summary>
    public Read<Said> Checked() => _denied.Count > 0 ? new ProblemResult(Catalogue.FieldAuthorityDenied, _denied) : this;
}
