using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>What a test demands. Only what is written is compared, so an empty demand would always pass and is refused.</summary>
internal static class TestExpectation
{
    private static readonly PolicyExpectation Nothing = new(null, null, null, [], null, null, null, null, null);

    public static PolicyExpectation OfField(MappingReader m, FieldRule? rule, IReadOnlyDictionary<SourceName, Source> sources)
    {
        DemandsOneOf(m, "winner", "pending", "state", "loser", "exception");
        return Nothing with
        {
            Winner = m.Optional("winner") is { } winner ? TestValues.Read(winner, rule) : null,
            Pending = m.Optional("pending") is { } pending ? TestValues.Read(pending, rule) : null,
            State = m.Optional("state")?.Member<VerificationState>(),
            Losers = Losers(m.Optional("loser"), sources),
            Exception = m.Optional("exception")?.Word(ExceptionsSection.Names),
        };
    }

    public static PolicyExpectation OfRelease(MappingReader m, IReadOnlyDictionary<PurposeName, Purpose> purposes)
    {
        DemandsOneOf(m, "decision", "purpose", "reason");
        return Nothing with
        {
            Released = m.Optional("decision")?.Word("released", "withheld") is { Length: > 0 } decision ? decision == "released" : null,
            Purpose = m.Optional("purpose")?.Purpose(purposes),
            Reason = m.Optional("reason")?.Word([.. Words.All<Withheld>()]),
        };
    }

    public static PolicyExpectation OfPurpose(MappingReader m)
    {
        DemandsOneOf(m, "permitted", "reason");
        return Nothing with
        {
            Permitted = m.Optional("permitted")?.Flag(),
            Reason = m.Optional("reason")?.Word([.. Words.All<NotPermitted>()]),
        };
    }

    private static ImmutableArray<KeyValuePair<SourceName, Outcome>> Losers(ValueReader? losers, IReadOnlyDictionary<SourceName, Source> sources)
    {
        var read = ImmutableArray.CreateBuilder<KeyValuePair<SourceName, Outcome>>();
        foreach (var (source, outcome) in losers?.Pairs(Shape.Name(), Shape.NameDescribed) ?? [])
        {
            if (!sources.ContainsKey(new SourceName(source)))
            {
                outcome.Refuse("unknown-source", "No source of this name is declared.");
            }

            read.Add(new(new SourceName(source), outcome.Member<Outcome>()));
        }

        return read.ToImmutable();
    }

    private static void DemandsOneOf(MappingReader m, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (m.Has(key))
            {
                return;
            }
        }

        m.Refuse("empty-expectation", $"A test that demands nothing passes always: write one of {string.Join(", ", keys)}.");
    }
}
