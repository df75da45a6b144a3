using System.Collections.Frozen;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Cli.Credentials;

/// <summary>Which service identity speaks for which source, as the policy says.</summary>
internal sealed class SourceBook
{
    private readonly FrozenDictionary<SourceName, Source> _sources;

    private SourceBook(FrozenDictionary<SourceName, Source> sources) => _sources = sources;

    /// <summary>The sources, by name.</summary>
    public IEnumerable<string> Sources => _sources.Keys.Select(s => s.Value).Order(StringComparer.Ordinal);

    /// <summary>Reads a policy document.</summary>
    public static SourceBook Of(string document)
    {
        var reading = PolicyDocument.Load(document);
        return reading.Accepted
            ? new SourceBook(reading.Policy.Sources.Values.ToFrozenDictionary(s => s.Name))
            : throw new InvalidDataException($"The policy cannot be read: {reading.Errors[0]}");
    }

    /// <summary>The identity that speaks for a source; null when the policy knows no such source.</summary>
    public PrincipalId? PrincipalOf(SourceName source) => _sources.TryGetValue(source, out var known) ? known.Principal : null;

    /// <summary>The identity that signs for a source; null when the policy lets no signature of it count.</summary>
    public PrincipalId? SignerOf(SourceName source) =>
        _sources.TryGetValue(source, out var known) && DevelopmentSources.MaySign(known) ? known.Principal : null;
}
