using CsCheck;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>Whatever may happen to one contact point: who knows the code brings it, who does not guesses, and the policy changes under them.</summary>
internal static class AnyContact
{
    public static readonly Platform Mail = Platform("mail", Mapped("email", VerificationState.Verified, Email), Mapped("name", null, Fulfilment));
    public static readonly Platform Shop = Platform("shop", Mapped("email", VerificationState.Verified, Fulfilment));
    public static readonly Platform Crm = Platform("desk", Mapped("email", null, Fulfilment));

    private static readonly string?[] Addresses = ["a@a.example", "b@b.example", "c@c.example", null];
    private static readonly string[] By = ["self", "self", "crm"];

    private static readonly Policy Lax = GivenLaw.Law.Telling(Mail, Shop, Crm).Changing("email", f => f.Overwrite(o => o with
    {
        Blank = BlankRule.Any, LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(1),
    }));

    private static readonly Policy[] Policies =
    [
        Lax,
        GivenLaw.Law.Telling(Mail, Shop, Crm),
        Lax.Changing("email", f => f with { ValidFor = null, Verification = ByCode with { ReverifyAfter = TimeSpan.FromDays(3) } }),
        Lax.Changing("email", f => f with { Sources = [Ranked("crm", 1)] }),
        Lax.Changing("email", f => f.Overwrite(o => o with { Unverified = UnverifiedRule.NotApplicable, Blank = BlankRule.Never })
            with { Verification = null }),
    ];

    public static readonly Gen<Happening[]> Lives = Gen.Select(
        Gen.Frequency((6, Gen.Const(0)), (6, Gen.Const(1)), (2, Gen.Const(2)), (2, Gen.Int[3, 5]), (3, Gen.Int[6, 7]), (1, Gen.Int[8, 15])),
        Gen.Int[0, 11], Gen.OneOf(0, 0, 0.001, 0.3, 2, 8d), Gen.OneOf(0, 0, 0, 1.5, 40d),
        (what, which, later, ago) => new Happening(what, which, later, ago)).Array[10, 40];

    /// <summary>A life as the grain leads it, step by step.</summary>
    public static IEnumerable<Customers.Step> Live(Happening[] happenings)
    {
        var known = Case.Known.Under(Lax).On(0).After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01")).On(0));
        foreach (var happening in happenings)
        {
            known = known.On(known.Today + happening.DaysLater);
            known = happening.What == 15 ? known.Under(Policies[happening.Which % Policies.Length]) : known;
            if (known.WhenLookedAtAgain() is { Decision: Decision.Accepted } again)
            {
                yield return new Customers.Step(null, again);
                known = again.Accepted();
            }

            if (Asked(happening, known) is { } act)
            {
                var answered = known.When(act.Command.On(known.Today - happening.DaysAgo), act.By, act.SignedIn);
                yield return new Customers.Step(act, answered);
                known = answered.Decision is Decision.Accepted ? answered.Accepted() : known;
            }
        }
    }

    private static Customers.Act? Asked(Happening happening, Case known)
    {
        var which = happening.Which;
        return happening.What switch
        {
            0 => Act(Ask.Field("email", Addresses[which % 4]), By[which % 3]),
            1 => known.Running() is { Codes: > 0 } ? Act(Ask.Confirm(known.Code())) : Act(Ask.Code()),
            2 => Act(Ask.Code()),
            3 => Act(Ask.Confirm("000000")),
            4 => Act(Ask.Cancel("stop email-" + (known.Customer.Version - which))),
            5 => which % 2 == 0 ? Act(Ask.Cancel(null), signedIn: true)
                : Act(Ask.Cancel("stop " + known.Customer.Verification(new FieldName("email")).Promotion?.Id)),
            6 => Act(Ask.Grant(Email), By[which % 3]),
            7 => Act(which % 3 == 0 ? Ask.Undo(known.Customer.Version - which / 3) : Ask.FieldBack("email", known.Customer.Version - which), "console"),
            8 => Act(Ask.Withdraw(Email), "crm"),
            9 => Act(Ask.Doubt(Addresses[which % 3]!), "crm"),
            10 => Act(Ask.Field("residence", which % 2 == 0 ? "EU" : "US-CA"), "self"),
            11 => Act(Ask.Field("born", which % 2 == 0 ? "1990-01-01" : "2012-07-02"), "self"),
            12 => Act(Ask.Signal(SignalKind.Gpc, which % 2 == 0 ? "1" : "0"), signedIn: true),
            13 => Act(which % 2 == 0 ? Ask.Restrict() : Ask.Release("case"), "console"),
            14 => Act(Ask.Field("name", which % 2 == 0 ? "Ana" : null), "crm"),
            _ => null,
        };
    }

    private static Customers.Act Act(CustomerCommand command, string by = "self", bool signedIn = false) => new(command, by, signedIn, 0, 0);
}

/// <summary>One thing that happens: what, in which variant, how many days later, and how many days ago it was observed.</summary>
internal sealed record Happening(int What, int Which, double DaysLater, double DaysAgo);
