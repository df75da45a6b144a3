using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>Cases with one thing less, each step strictly simpler than the one before, so that simplifying ends.</summary>
internal static class Smaller
{
    public static IEnumerable<FieldCase> Of(FieldCase asked) =>
        WithoutClaim(asked).Concat(WithoutSource(asked)).Concat(PlainerRule(asked)).Concat(PlainerClaims(asked));

    private static IEnumerable<FieldCase> WithoutClaim(FieldCase asked) =>
        asked.Claims.Select((_, i) => asked with { Claims = [.. asked.Claims.Where((_, j) => i != j)] });

    private static IEnumerable<FieldCase> WithoutSource(FieldCase asked) =>
        asked.Rule.Sources.Where(s => asked.Rule.Sources.Length > 1 && s.Source != asked.Rule.SystemOfRecord)
            .Select(s => asked with { Rule = asked.Rule with { Sources = asked.Rule.Sources.Remove(s) } });

    private static IEnumerable<FieldCase> PlainerRule(FieldCase asked)
    {
        foreach (var ranked in asked.Rule.Sources)
        {
            if (ranked.Guard is not null)
            {
                yield return With(asked, ranked, ranked with { Guard = null });
            }

            if (ranked.FillOnly)
            {
                yield return With(asked, ranked, ranked with { FillOnly = false });
            }

            if (!ranked.Requires.IsEmpty)
            {
                yield return With(asked, ranked, ranked with { Requires = [] });
            }
        }

        if (asked.Rule.ValidFor is not null)
        {
            yield return asked with { Rule = asked.Rule with { ValidFor = null } };
        }

        if (asked.Facts != Given.Somebody)
        {
            yield return asked with { Facts = Given.Somebody };
        }
    }

    private static IEnumerable<FieldCase> PlainerClaims(FieldCase asked)
    {
        for (var i = 0; i < asked.Claims.Length; i++)
        {
            var claim = asked.Claims[i];
            if (claim.Verified)
            {
                yield return asked with { Claims = [.. asked.Claims.Select((c, j) => i == j ? c with { Verified = false } : c)] };
            }

            if (!claim.Evidence.IsEmpty)
            {
                yield return asked with { Claims = [.. asked.Claims.Select((c, j) => i == j ? c with { Evidence = [] } : c)] };
            }
        }
    }

    private static FieldCase With(FieldCase asked, RankedSource was, RankedSource now) =>
        asked with { Rule = asked.Rule with { Sources = asked.Rule.Sources.Replace(was, now) } };
}
