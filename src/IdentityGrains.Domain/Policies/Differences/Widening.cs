using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What a newer policy releases to anybody that the older one did not: read first by whoever approves it.</summary>
internal static class Widening
{
    public static IEnumerable<string> Of(Policy older, Policy newer) =>
    [
        .. Named(older.Sources, newer.Sources).SelectMany(p => Contracts(p.Was, p.IsNow)),
        .. Named(older.Purposes, newer.Purposes).SelectMany(p => Purposes(p.Was, p.IsNow)),
        .. Regions(older, newer),
        .. Named(older.Regions, newer.Regions).SelectMany(p => RegionWidening.Of(p.Was, p.IsNow)),
        .. Named(older.Fields, newer.Fields).SelectMany(p => Fields(p.Was, p.IsNow)),
        .. Named(older.Platforms, newer.Platforms).SelectMany(p => Platforms(p.Was, p.IsNow)),
        .. Households(older.Graph.Household, newer.Graph.Household),
    ];

    private static IEnumerable<(T? Was, T IsNow)> Named<TName, T>(
        FrozenDictionary<TName, T> older, FrozenDictionary<TName, T> newer)
        where TName : notnull
        where T : class =>
        newer.OrderBy(n => n.Key.ToString(), StringComparer.Ordinal).Select(n => (older.GetValueOrDefault(n.Key), n.Value));

    private static IEnumerable<string> Contracts(Source? was, Source isNow) =>
        (isNow.Contract?.PermittedPurposes ?? []).Except(was?.Contract?.PermittedPurposes ?? [])
            .Select(purpose => $"source {isNow.Name}: its contract permits {purpose} too");

    private static List<string> Purposes(Purpose? was, Purpose isNow)
    {
        List<string> found = [];
        if (was is null)
        {
            found.Add($"purpose {isNow.Name} is new");
            return found;
        }

        if (IsLonger(was.ConsentTtl, isNow.ConsentTtl))
        {
            found.Add($"purpose {isNow.Name}: a consent lasts {Lifetime(isNow.ConsentTtl)} instead of {Lifetime(was.ConsentTtl)}");
        }

        if (was.DoubleOptIn && !isNow.DoubleOptIn)
        {
            found.Add($"purpose {isNow.Name}: a consent need no longer be confirmed");
        }

        return found;
    }

    // Whose region the policy does not know is held to every region's rules at once.
    private static IEnumerable<string> Regions(Policy older, Policy newer) =>
    [
        .. newer.Regions.Keys.Except(older.Regions.Keys).Select(r => r.Value).Order(StringComparer.Ordinal)
            .Select(region => $"region {region} is new: its customers are held to its rules alone instead of those of every region"),
        .. older.Regions.Keys.Except(newer.Regions.Keys).Select(r => r.Value).Order(StringComparer.Ordinal)
            .Select(region => $"region {region} is gone: customers of unknown region are no longer held to its rules"),
    ];

    private static List<string> Fields(FieldRule? was, FieldRule isNow)
    {
        List<string> found = [];
        if (was is null)
        {
            return found;
        }

        if (IsLonger(was.ValidFor, isNow.ValidFor))
        {
            found.Add($"field {isNow.Name}: a value lives {Lifetime(isNow.ValidFor)} instead of {Lifetime(was.ValidFor)}");
        }

        if (was.Verification is { Required: true } && isNow.Verification is not { Required: true })
        {
            found.Add($"field {isNow.Name}: a value need no longer be verified");
        }

        foreach (var ranked in isNow.Sources)
        {
            if (was.RankOf(ranked.Source) is not { } before)
            {
                continue;
            }

            if (ranked.MinProof < before.MinProof)
            {
                found.Add(
                    $"field {isNow.Name}: {ranked.Source} may assert it with less proof, "
                    + $"{Words.Of(ranked.MinProof)} instead of {Words.Of(before.MinProof)}");
            }

            foreach (var kind in before.Requires.Except(ranked.Requires))
            {
                found.Add($"field {isNow.Name}: {ranked.Source} may assert it without evidence of kind {kind}");
            }

            if (before.Guard is { } guard && ranked.Guard is null)
            {
                found.Add($"field {isNow.Name}: {ranked.Source} may assert it without the condition {guard.Text}");
            }
        }

        return found;
    }

    private static List<string> Platforms(Platform? was, Platform isNow)
    {
        List<string> found = [];
        if (was is null)
        {
            found.Add($"platform {isNow.Name} ({isNow.Recipient.LegalName}) is new and is told {string.Join(", ", isNow.Fields.Select(f => f.Field))}");
            return found;
        }

        if (was.Recipient.LegalName != isNow.Recipient.LegalName)
        {
            found.Add($"platform {isNow.Name} is {isNow.Recipient.LegalName} instead of {was.Recipient.LegalName}");
        }

        foreach (var purpose in isNow.PurposeSignals.Keys.Except(was.PurposeSignals.Keys).Select(p => p.Value).Order(StringComparer.Ordinal))
        {
            found.Add($"platform {isNow.Name} is told whether {purpose} is permitted");
        }

        foreach (var hazard in was.Hazards.Except(isNow.Hazards))
        {
            found.Add($"platform {isNow.Name} is told without regard to the hazard {hazard}");
        }

        foreach (var mapped in isNow.Fields)
        {
            if (was.Mapping(mapped.Field) is not { } before)
            {
                found.Add($"platform {isNow.Name} is told {mapped.Field}, for {string.Join(", ", mapped.Purposes)}");
                continue;
            }

            foreach (var purpose in mapped.Purposes.Except(before.Purposes))
            {
                found.Add($"platform {isNow.Name} is told {mapped.Field} for {purpose} too");
            }

            if (IsLess(before.MinState, mapped.MinState))
            {
                found.Add($"platform {isNow.Name} is told {mapped.Field} in state {StateOf(mapped.MinState)} instead of {StateOf(before.MinState)}");
            }
        }

        return found;
    }

    private static List<string> Households(HouseholdRules was, HouseholdRules isNow)
    {
        List<string> found = [];
        foreach (var field in isNow.SharedFields.Except(was.SharedFields))
        {
            found.Add($"households share {field}");
        }

        if (isNow.ConsentShared && !was.ConsentShared)
        {
            found.Add("households share consents");
        }

        return found;
    }

    // The states are no ladder: a demand is met by that very state or by a verified one.
    private static bool IsLess(VerificationState? was, VerificationState? isNow) =>
        was is not (null or VerificationState.None) && isNow != was && isNow != VerificationState.Verified;

    private static string StateOf(VerificationState? state) => state is { } some and not VerificationState.None ? Words.Of(some) : "any";

    private static bool IsLonger(TimeSpan? was, TimeSpan? isNow) => was is { } before && (isNow is null || isNow > before);

    private static string Lifetime(TimeSpan? span) => span is { } some ? PolicyParts.Duration(some) : "for ever";
}
