using CsCheck;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Signals;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Customers;

/// <summary>Whatever may be asked of a customer in half a year, over alphabets small enough to collide often.</summary>
internal static class AnyLife
{
    private static readonly string[] Sources = ["self", "crm", "support", "cdp", "idp", "acme", "kiosk", "console", "stranger"];

    private static readonly Gen<(string, string?)> Said = Gen.OneOf(
        OneOf("name", "Ana", "Anna", " Ana ", GivenLaw.Nonsense, null), OneOf("email", "a@a.example", "b@b.example", "", null),
        OneOf("residence", "EU", "US-CA", "FR", "Atlantis", null), OneOf("born", "1990-01-01", "2012-07-09", "2010-08-01", null),
        OneOf("income", "high", "low"), OneOf("segment", "a", "b", null), OneOf("member", "M1", "M2", ""),
        OneOf("tier", "gold", "lead", null), OneOf("shoe", "42"));

    private static readonly Gen<string[]> Kinds = Gen.OneOf<string[]>([], [], ["case"], ["case", "case_reference"]);

    // Fields of one act are mostly different ones; now and then one is said twice, or none at all.
    private static readonly Gen<AssertFields> Asserted = Gen.Select(Said.Array[0, 4], Gen.OneOf<string?>(null, null, null, "K-1"), Kinds,
        (said, key, kinds) => (Ask.Fields(said) with { Key = key }).With(kinds));

    private static readonly Gen<PurposeName> Purpose = Gen.OneOf(Email, Personal, Ads, Fulfilment, new PurposeName("fortune_telling"));

    private static readonly Gen<CustomerCommand> Command = Gen.Frequency(
        (12, Asserted.Select(c => (CustomerCommand)c)),
        (3, Gen.Select(Purpose, Gen.OneOf("n-1", "n-1", "n-0"), Kinds, (p, n, k) => (CustomerCommand)Ask.Grant(p, notice: n, kinds: k))),
        (3, Purpose.Select(p => (CustomerCommand)Ask.Withdraw(p))),
        (1, Gen.Const(() => (CustomerCommand)Ask.Restrict())), (1, Kinds.Select(k => (CustomerCommand)Ask.Release(k))),
        (1, Gen.Select(Gen.OneOf(Sources), Gen.OneOf("K-1", "K-2"), (s, k) => (CustomerCommand)Ask.Attach(s, k))),
        (1, Gen.Const(() => (CustomerCommand)Ask.Create())),
        (1, Gen.Select(Purpose, Gen.Bool, Kinds, (p, yes, k) => yes ? Ask.GuardianGrants(p, k) : (CustomerCommand)Ask.GuardianWithdraws(p))),
        (1, Gen.Select(Gen.OneOf(SignalKind.Gpc, SignalKind.Tcf, SignalKind.Gpp), Gen.OneOf("1", "0", "x+gpc", "x-gpc", "?"),
            (kind, text) => (CustomerCommand)Ask.Signal(kind, text))),
        (6, Gen.Select(Gen.Long[1, 12], Gen.OneOf("", "name", "residence", "email"),
            (version, field) => (CustomerCommand)(field.Length == 0 ? Ask.Undo(version) : Ask.FieldBack(field, version)))));

    /// <summary>What is asked, by whom, how many days later, and how many days after it was observed; sometimes days before.</summary>
    public static readonly Gen<Act[]> Acts = Gen.Select(Command, Gen.OneOf(Sources), Gen.Bool, Gen.Int[0, 20], Gen.Int[-2, 40],
        (command, by, signedIn, later, ago) => new Act(command, by, signedIn, later, ago)).Array[1, 14];

    /// <summary>A life as the grain leads it: what time changed is resolved first, and then the command is decided.</summary>
    public static IEnumerable<Step> Live(Act[] acts)
    {
        // She lives where consents decide and her address is verified, so that there is something to lose from the start.
        var start = Case.Known.On(0).After(Ask.Fields(("residence", "US-CA"), ("born", "1990-01-01")).On(0));
        var known = start with
        {
            Customer = start.Customer.Holding("email", VerificationState.Verified, Given.Claim("self", "v@v.example", 0, version: 2).Verified()),
        };
        foreach (var act in acts)
        {
            known = known.On(known.Today + act.DaysLater);
            if (known.WhenLookedAtAgain() is { Decision: Decision.Accepted } again)
            {
                yield return new Step(null, again);
                known = again.Accepted();
            }

            known.WhenLookedAtAgain().Unchanged();
            var asked = act with { Command = act.Command.On(known.Today - act.DaysAgo) };
            var answered = known.When(asked.Command, act.By, act.SignedIn);
            yield return new Step(asked, answered);
            known = answered.Decision is Decision.Accepted ? answered.Accepted() : known;
        }
    }

    private static Gen<(string, string?)> OneOf(string field, params string?[] values) => Gen.OneOf(values).Select(v => (field, v));
}

/// <summary>Something that is asked.</summary>
internal sealed record Act(CustomerCommand Command, string By, bool SignedIn, int DaysLater, int DaysAgo);

/// <summary>Something that was asked, or that time did, and what the law answered.</summary>
internal sealed record Step(Act? Asked, Verdict Answered)
{
    public Case Before => Answered.Before;

    public bool Accepted => Answered.Decision is Decision.Accepted;

    public Case After => Accepted ? Answered.Accepted() : Before;
}
