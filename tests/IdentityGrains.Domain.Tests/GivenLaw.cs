using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Policies.GuardExpression;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests;

/// <summary>A small shop's policy: a source of every kind, and a field for every rule that a decision may turn on.</summary>
internal static class GivenLaw
{
    /// <summary>Reads as no value of any field.</summary>
    public const string Nonsense = "nonsense";

    private static readonly Guard AdultInCalifornia = new("an adult in California", new And(
        new Compare(Comparison.Equal, new Variable(GuardVariable.Region), new Text("US-CA")),
        new Compare(Comparison.GreaterOrEqual, new Variable(GuardVariable.AgeYears), new Number(18))));

    private static readonly Guard Unrestricted = new("not restricted", new Not(new Variable(GuardVariable.Restricted)));

    public static readonly Policy Law = Hearing(s => s);

    /// <summary>The same policy with other sources.</summary>
    public static Policy Hearing(Func<Source, Source> change) =>
        GivenPolicy.Hearing([.. Sources().Select(change)], [.. Fields().Select(f => f with { Format = new AllButNonsense() })]);

    public static Policy Changing(this Policy policy, string field, Func<FieldRule, FieldRule> change) => policy with
    {
        Fields = policy.Fields.Values.Select(f => f.Name.Value == field ? change(f) : f).ToFrozenDictionary(f => f.Name),
    };

    private static Source[] Sources() =>
    [
        Source("self", SourceKind.FirstPartyChannel, ProofLevel.SubjectAuthenticated), Source("crm", SourceKind.Platform),
        Source("support", SourceKind.Platform), Source("cdp", SourceKind.Derived), Source("idp", SourceKind.IdentityProvider),
        Source("acme", SourceKind.PartnerEnrichment), Source("kiosk", SourceKind.FirstPartyChannel, ProofLevel.TransportAuthenticated, "case"),
        Source("console", SourceKind.HumanConsole, ProofLevel.SignedAssertion, "case"),
    ];

    private static FieldRule[] Fields() =>
    [
        Named("name", "string", Self(1, ProofLevel.SubjectAuthenticated), Ranked("crm", 2), Ranked("support", 2) with { Requires = ["case"] }),
        Named("email", "email", Self(1, ProofLevel.ServiceAuthenticated), Ranked("crm", 2)).Overwrite(o => o with { Unverified = UnverifiedRule.Pend })
            with { Verification = ByCode, ValidFor = TimeSpan.FromDays(30) },
        Named("residence", "region", Self(1, ProofLevel.ServiceAuthenticated), Ranked("crm", 2)) with { ValidFor = TimeSpan.FromDays(60) },
        Named("born", "date", Self(1, ProofLevel.ServiceAuthenticated), Ranked("crm", 2)) with { Classification = ["age_gate"] },
        Named("income", "enum", Self(1, ProofLevel.SubjectAuthenticated),
            Ranked("acme", 9) with { FillOnly = true, Guard = AdultInCalifornia }),
        Named("segment", "enum", Ranked("cdp", 1) with { Guard = Unrestricted }, Ranked("crm", 1)).Overwrite(o => o with { EqualRank = EqualRankRule.Steward }),
        Named("member", "string", Ranked("crm", 1), Ranked("self", 2)) with { Immutable = true },
        Named("tier", "string", Ranked("crm", 1), Ranked("support", 1), Ranked("self", 2)).Overwrite(
            o => o with { Stale = StaleRule.Reject, LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(10), Blank = BlankRule.Any }),
    ];

    private static Source Source(
        string name, SourceKind kind, ProofLevel maxProof = ProofLevel.ServiceAuthenticated, params string[] requires) =>
        new(new SourceName(name), kind, new PrincipalId("nhi:" + name), maxProof, null, null, [.. requires]);

    private static RankedSource Self(int rank, ProofLevel minProof) => Ranked("self", rank) with { MinProof = minProof };

    private sealed class AllButNonsense : FieldFormat
    {
        public override FieldValue? Read(FieldValue raw, out string fault)
        {
            fault = "invalid-email";
            return raw is FieldValue.Text { Value: Nonsense } ? null : raw is FieldValue.Text text ? new FieldValue.Text(text.Value.Trim()) : raw;
        }
    }
}
