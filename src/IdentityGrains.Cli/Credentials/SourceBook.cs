using System.Collections.Frozen;
using IdentityGrains.Domain;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Cli.Credentials;

/// <summary>Which service identity speaks for which source, as the policy says.</summary>
internal sealed class SourceBook
{
    private readonly FrozenDictionary<SourceName, PrincipalId> _principals;

    private SourceBook(FrozenDictionary<SourceName, PrincipalId> principals) => _principals = principals;

    /// <summary>The sources, by name.</summary>
    public IEnumerable<string> Sources => _principals.Keys.Select(s => s.Value).Order(StringComparer.Ordinal);

    /// <summary>Reads a policy document.</summary>
    public static SourceBook Of(string document)
    {
        var reading = PolicyDocument.Load(document);
        return reading.Accepted
            ? new SourceBook(reading.Policy.Sources.Values.ToFrozenDictionary(s => s.Name, s => s.Principal))
            : throw new InvalidDataException($"The policy cannot be read: {reading.Errors[0]}");
    }

    /// <summary>The identity that speaks for a source; null when the policy knows no such source.</summary>
    public PrincipalId? PrincipalOf(SourceName source) => _principals.TryGetValue(source, out var principal) ? principal : null;
}
