namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What a region permits that it did not permit before.</summary>
internal static class RegionWidening
{
    public static IEnumerable<string> Of(Region? was, Region isNow) =>
        was is null ? []
        : Models(was, isNow).Concat(Ages(was.Minors, isNow.Minors)).Concat(Minors(was.Minors, isNow.Minors)).Select(what => $"region {isNow.Name}: {what}");

    private static List<string> Models(Region was, Region isNow)
    {
        List<string> found = [];
        foreach (var (purpose, rule) in isNow.Purposes.OrderBy(p => p.Key.Value, StringComparer.Ordinal))
        {
            if (was.Purposes.TryGetValue(purpose, out var before) && Strictness(rule.Model) < Strictness(before.Model))
            {
                found.Add($"{purpose} rests on {Words.Of(rule.Model)} instead of {Words.Of(before.Model)}");
            }
        }

        foreach (var (signal, purpose) in was.Signals.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!isNow.Signals.TryGetValue(signal, out var still) || still != purpose)
            {
                found.Add($"the signal {signal} no longer withdraws {purpose}");
            }
        }

        return found;
    }

    private static List<string> Ages(MinorRules was, MinorRules isNow)
    {
        List<string> found = [];
        if (isNow.ConsentAge < was.ConsentAge)
        {
            found.Add(Lower("the age of consent", isNow.ConsentAge, was.ConsentAge));
        }

        foreach (var country in was.PerCountry.Keys.Union(isNow.PerCountry.Keys).Order(StringComparer.Ordinal))
        {
            if (isNow.AgeOfConsent(country) < was.AgeOfConsent(country))
            {
                found.Add(Lower($"the age of consent in {country}", isNow.AgeOfConsent(country), was.AgeOfConsent(country)));
            }
        }

        foreach (var purpose in was.SelfOptInPurposes)
        {
            var (before, after) = (was.SelfOptInUntil ?? 0, isNow.SelfOptInPurposes.Contains(purpose) ? isNow.SelfOptInUntil ?? 0 : 0);
            if (after < before)
            {
                found.Add(after == 0
                    ? $"minors need no longer opt in to {purpose} themselves"
                    : Lower($"the age until which minors must opt in to {purpose} themselves", after, before));
            }
        }

        return found;
    }

    private static List<string> Minors(MinorRules was, MinorRules isNow)
    {
        List<string> found = [];
        foreach (var purpose in was.Prohibited.Except(isNow.Prohibited))
        {
            found.Add($"{purpose} is no longer prohibited for minors");
        }

        var (before, after) = (was.ProhibitedUntil ?? was.ConsentAge, isNow.ProhibitedUntil ?? isNow.ConsentAge);
        if (after < before && was.Prohibited.Intersect(isNow.Prohibited).Any())
        {
            found.Add(Lower("the age until which purposes are prohibited", after, before));
        }

        foreach (var country in was.JointWithChild.Except(isNow.JointWithChild))
        {
            found.Add($"in {country} a child need no longer agree with its guardian");
        }

        if (was.SeparateThirdPartyConsent && !isNow.SeparateThirdPartyConsent)
        {
            found.Add("telling third parties of a child needs no consent of its own any more");
        }

        return found;
    }

    private static string Lower(string what, int isNow, int was) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} is {isNow} instead of {was}");

    private static int Strictness(PurposeModel model) => model switch
    {
        PurposeModel.Consent => 2,
        PurposeModel.OptOut or PurposeModel.Objection => 1,
        _ => 0,
    };
}
