using System.Collections.Immutable;
using System.Text.Json;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>What a platform holds of one customer.</summary>
/// <param name="Id">The platform's own id.</param>
/// <param name="Key">Our key.</param>
/// <param name="Fields">The values by the platform's paths; a cleared one is not there.</param>
/// <param name="Version">How often it changed, from 1.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="History">Every change of a field, oldest first.</param>
public sealed record ShelfRecord(
    string Id, string Key, ImmutableSortedDictionary<string, JsonElement> Fields, long Version, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    string ChangedBy, ImmutableArray<FieldChange> History)
{
    /// <summary>False once it was deactivated there.</summary>
    public bool Active { get; init; } = true;
}

/// <summary>One change of one field at a platform.</summary>
/// <param name="Path">Which.</param>
/// <param name="Value">To what; undefined when it was cleared.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record FieldChange(string Path, JsonElement Value, DateTimeOffset At, string By);
