using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>Compares what an example expects with what came out. What is expected and was never compared is a difference too.</summary>
internal sealed class Expected
{
    private const string Nothing = "none";

    private readonly PolicyExpectation _expect;
    private readonly List<PolicyTestDifference> _differences = [];
    private readonly HashSet<string> _open;

    private Expected(PolicyExpectation expect)
    {
        _expect = expect;
        _open = [.. Keys(expect)];
    }

    public static Expected Of(PolicyExpectation expect) => new(expect);

    public void Compare(PolicyQuestion.Field question, Resolution got, Policy policy)
    {
        CompareValue("winner", _expect.Winner, got.Winner, question.Assertions);
        CompareValue("pending", _expect.Pending, got.Pending, question.Assertions);
        CompareWord("state", _expect.State is { } state ? Words.Of(state) : null, Words.Of(got.State));
        CompareException(ClaimTroubles.Of(question.Name, got.Judged, got.Winner, policy));
        CompareLosers(got);
    }

    public void Compare(ReleaseVerdict got)
    {
        CompareWord("decision", _expect.Released is { } released ? Decision(released) : null, Decision(got.Why is null));
        CompareWord("purpose", _expect.Purpose?.Value, got.Purpose?.Value);
        CompareWord("reason", _expect.Reason, got.Why is { } why ? Words.Of(why) : null);
    }

    public void Compare(PurposeVerdict got)
    {
        CompareWord("permitted", _expect.Permitted is { } permitted ? YesOrNo(permitted) : null, YesOrNo(got.Permitted));
        CompareWord("reason", _expect.Reason, got.Why is { } why ? Words.Of(why) : null);
    }

    public ImmutableArray<PolicyTestDifference> Differences()
    {
        foreach (var key in Keys(_expect))
        {
            if (_open.Contains(key))
            {
                _differences.Add(new PolicyTestDifference(key, "an answer", "a question that has no such answer"));
            }
        }

        return [.. _differences];
    }

    private static IEnumerable<string> Keys(PolicyExpectation expect)
    {
        (string Key, bool Stands)[] keys =
        [
            ("winner", expect.Winner is not null), ("pending", expect.Pending is not null), ("state", expect.State is not null),
            ("loser", !expect.Losers.IsDefaultOrEmpty), ("exception", expect.Exception is not null), ("decision", expect.Released is not null),
            ("purpose", expect.Purpose is not null), ("reason", expect.Reason is not null), ("permitted", expect.Permitted is not null),
        ];
        return keys.Where(k => k.Stands).Select(k => k.Key);
    }

    private void CompareWord(string key, string? expected, string? got)
    {
        _open.Remove(key);
        if (expected is not null && expected != got)
        {
            _differences.Add(new PolicyTestDifference(key, expected, got ?? Nothing));
        }
    }

    private void CompareValue(string key, FieldValue? expected, Claim? got, ImmutableArray<Claim> assertions)
    {
        _open.Remove(key);
        var value = got?.Value ?? FieldValue.Blank;
        if (expected is not null && !expected.Equals(value) && !(expected.IsBlank && value.IsBlank))
        {
            _differences.Add(new PolicyTestDifference(key, Saying(expected, assertions), Saying(value, assertions)));
        }
    }

    private static string Saying(FieldValue value, ImmutableArray<Claim> assertions)
    {
        if (value.IsBlank)
        {
            return Nothing;
        }

        for (var i = 0; i < assertions.Length; i++)
        {
            if (assertions[i].Value.Equals(value))
            {
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"what assertion {i + 1} ({assertions[i].Source}) says");
            }
        }

        return "a value that no assertion says";
    }

    private void CompareException(ImmutableArray<ClaimTrouble> opened) => CompareWord(
        "exception", _expect.Exception, opened.Any(t => t.Kind == _expect.Exception) ? _expect.Exception : opened.FirstOrDefault()?.Kind);

    private void CompareLosers(Resolution got)
    {
        _open.Remove("loser");
        foreach (var (source, outcome) in _expect.Losers.IsDefault ? [] : _expect.Losers)
        {
            var lost = got.Judged
                .Where(j => j.Claim.Source == source && j.Outcome is not (Outcome.Winner or Outcome.Pending))
                .Select(j => j.Outcome).ToList();
            if (!lost.Contains(outcome))
            {
                var words = lost.Count == 0 ? Nothing : string.Join(", ", lost.Select(Words.Of));
                _differences.Add(new PolicyTestDifference("loser " + source, Words.Of(outcome), words));
            }
        }
    }

    private static string Decision(bool released) => released ? "released" : "withheld";

    private static string YesOrNo(bool yes) => yes ? "true" : "false";
}
