using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

public class ResolutionComparison
{
    [Fact]
    public void Both_readings_resolve_a_field_alike() => Cases.Agree(AnyField.Case, Difference, Readable.Of, Smaller.Of);

    [Fact]
    public void Both_readings_hold_a_guard_alike() => Cases.Agree(
        Gen.Select(AnyGuard.Guard, AnyFacts.Facts),
        asked => Word(SlowGuard.Of(asked.Item1.Expression, asked.Item2)) is var slow && asked.Item1.Evaluate(asked.Item2) is var shipped && slow != shipped
            ? $"the document says {slow}, the shipped reading {shipped}"
            : null,
        asked => asked.Item1.Text + "\n" + AnyFacts.Written(asked.Item2));

    // Agreement about cases that never come to the point would prove nothing.
    [Fact]
    public void The_cases_come_to_every_outcome_and_every_state()
    {
        var answers = Cases.Some(AnyField.Case).Select(c => SlowResolution.Of(c.Rule, c.Claims, c.Facts, c.Now)).ToList();
        Cases.Often(Enum.GetValues<Outcome>(), answers.SelectMany(a => a.Outcomes.Values));
        Cases.Often(
            [VerificationState.None, VerificationState.Pending, VerificationState.Verified, VerificationState.Expired], answers.Select(a => a.State));
    }

    private static GuardVerdict Word(bool? answer) => answer switch
    {
        true => GuardVerdict.True,
        false => GuardVerdict.False,
        null => GuardVerdict.Error,
    };

    private static string? Difference(FieldCase asked)
    {
        var slow = SlowResolution.Of(asked.Rule, asked.Claims, asked.Facts, asked.Now);
        var shipped = Survivorship.Resolve(asked.Rule, [.. asked.Claims], asked.Facts, asked.Now);
        List<string> differences = [];
        Expect("winner", Readable.Of(slow.Winner), Readable.Of(shipped.Winner));
        Expect("pending", Readable.Of(slow.Pending), Readable.Of(shipped.Pending));
        Expect("state", slow.State.ToString(), shipped.State.ToString());
        Expect("claims judged", Ids(asked.Claims), Ids(shipped.Judged.Select(j => j.Claim)));
        foreach (var judged in shipped.Judged)
        {
            Expect(Readable.Of(judged.Claim), slow.Outcomes[judged.Claim.Id].ToString(), judged.Outcome.ToString());
        }

        return differences.Count == 0 ? null : string.Join('\n', differences);

        void Expect(string what, string says, string shippedSays)
        {
            if (says != shippedSays)
            {
                differences.Add($"DIFFERS {what}: the document says {says}, the shipped reading {shippedSays}");
            }
        }
    }

    private static string Ids(IEnumerable<Claim> claims) => string.Join(' ', claims.Select(c => c.Id.ToString()));
}
