using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Guards;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Who may assert a field, at which rank, on which proof.</summary>
internal sealed class RankedSources(IReadOnlyDictionary<SourceName, Source> sources)
{
    private const int WorstRank = 99;

    private readonly HashSet<SourceName> _ranked = [];

    public ImmutableArray<RankedSource> Read(ValueReader list)
    {
        var ranked = list.Items(Ranked);
        if (list.Node is YamlSequence { Items.Count: 0 })
        {
            list.Refuse("no-source", "A field that nobody may assert has no use.");
        }

        return ranked;
    }

    private RankedSource Ranked(MappingReader m)
    {
        var name = m.Required("id").Source(sources);
        var source = sources.GetValueOrDefault(name);
        if (name.Value.Length > 0 && !_ranked.Add(name))
        {
            m.Refuse("id", "duplicate-source", "This source is ranked twice.");
        }

        var minProof = m.Required("minProof").Member<ProofLevel>();
        if (source is not null && minProof > source.MaxProof)
        {
            m.Refuse("minProof", "unattainable-proof", $"{name} can prove no more than {Words.Of(source.MaxProof)}, so no claim of it would ever count.");
        }

        // What a source owes for each of its acts and what this field asks of it besides.
        ImmutableArray<string> requires = [.. (source?.Requires ?? []).Union(m.Optional("requires")?.Words(SourcesSection.Requirements) ?? [])];
        return new RankedSource(
            name, m.Required("rank").Whole(1, WorstRank), minProof, requires, m.Optional("mode")?.Word("fill_only") == "fill_only", When(m));
    }

    private static Guard? When(MappingReader m)
    {
        if (m.Optional("when")?.Text() is not { Length: > 0 } text)
        {
            return null;
        }

        var reading = GuardParser.Parse(text);
        foreach (var error in reading.Errors)
        {
            m.Refuse("when", error.Code, $"At character {error.Position}: {error.Sentence}");
        }

        return reading.Guard;
    }
}
