using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests;

/// <summary>Rules, claims and customers in few words. Day 0 is an ordinary Wednesday; every claim is proved by a service unless it says otherwise.</summary>
internal static class Given
{
    public static readonly FieldName Field = new("field");
    public static readonly CustomerId Ana = CustomerId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    public static readonly VerificationRule ByCode = new(
        Required: true, "confirmation_code", 6, TimeSpan.FromHours(24), 5, TimeSpan.FromDays(7), "supersede", true, true,
        TimeSpan.FromDays(7), TimeSpan.FromDays(730));

    public static readonly SubjectFacts Somebody = new(
        new RegionName("EU"), null, 30, ImmutableDictionary<PurposeName, Stance>.Empty, ImmutableDictionary<PurposeName, Stance>.Empty,
        ImmutableDictionary<FieldName, VerificationState>.Empty, Gpc: false, Restricted: false);

    public static DateTimeOffset Day(double day) => new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero).AddDays(day);

    /// <summary>A field whose system of record is the first source.</summary>
    public static FieldRule Rule(params RankedSource[] sources) => Named(Field.Value, "string", sources);

    public static FieldRule Named(string name, string type, params RankedSource[] sources) => new(
        new FieldName(name), "profile", type, new AsItIs(), [], sources[0].Source, [.. sources], OverwriteTable.OneSource, Verification: null,
        ValidFor: null, Immutable: false, Derived: false, HouseholdShareable: false, SharedContactPoint: null, []);

    public static FieldRule Overwrite(this FieldRule rule, Func<OverwriteTable, OverwriteTable> change) =>
        rule with { Overwrite = change(rule.Overwrite) };

    public static RankedSource Ranked(string source, int rank) =>
        new(new SourceName(source), rank, ProofLevel.ServiceAuthenticated, [], FillOnly: false, Guard: null);

    public static Claim Claim(string source, string? value, double day, int version = 0, string key = "") =>
        Claim(source, value is null ? FieldValue.Blank : new FieldValue.Text(value), day, version, key);

    /// <summary>Without a version, later days were journalled later.</summary>
    public static Claim Claim(string source, FieldValue value, double day, int version = 0, string key = "") => new(
        new ClaimId(version == 0 ? (long)(day * 100) + 1_000 : version, 0), new SourceName(source), key, Day(day),
        ProofLevel.ServiceAuthenticated, [], value, Verified: false, Ana);

    public static Claim Verified(this Claim claim) => claim with { Verified = true };

    public static Claim With(this Claim claim, params string[] evidence) =>
        claim with { Evidence = [.. evidence.Select(kind => new Evidence(kind, "ref-1"))] };

    public static FieldValue Topics(params string[] topics) => new FieldValue.Topics([.. topics]);

    public static Resolution Resolve(FieldRule rule, params Claim[] claims) => Resolve(rule, 1_000, claims);

    public static Resolution Resolve(FieldRule rule, double today, params Claim[] claims) =>
        Survivorship.Resolve(rule, [.. claims], Somebody, Day(today));

    /// <summary>The outcomes in the order of the claims, as words.</summary>
    public static string Outcomes(this Resolution resolution) => string.Join(' ', resolution.Judged.Select(j => Words.Of(j.Outcome)));

    /// <summary>A customer of whom these fields are known, each by one claim.</summary>
    public static Customer Customer(params (string Field, string Value, VerificationState State)[] known)
    {
        var customer = Domain.Customers.Customer.Nobody(Ana) with { Version = 7 };
        foreach (var (name, value, state) in known)
        {
            customer = customer.Holding(name, state, Claim("self", value, 0, version: 5));
        }

        return customer;
    }

    public static Customer Holding(this Customer customer, string field, VerificationState state, params Claim[] claims)
    {
        var live = claims.Select((c, i) => new JudgedClaim(c, i == 0 ? Outcome.Winner : Outcome.LowerRank));
        return customer with { Fields = customer.Fields.SetItem(new FieldName(field), new FieldState(5, claims[0].Id, null, state, [.. live])) };
    }

    /// <summary>The same, with the grant of that purpose confirmed at the contact point's present value.</summary>
    public static Customer OptedIn(this Customer customer, PurposeName purpose, FieldName field) =>
        customer with { OptIns = [.. customer.OptIns, new OptIn(purpose, field, customer.Field(field).ValueVersion)] };

    public static Customer Saying(this Customer customer, Stance stance, string purpose, double day) => customer with
    {
        Consents = customer.Consents.SetItem(new PurposeName(purpose), new ConsentAct(
            stance, null, Day(day), new SourceName("self"), ProofLevel.SubjectAuthenticated, [], 3)),
    };

    private sealed class AsItIs : FieldFormat
    {
        public override FieldValue? Read(FieldValue raw, out string fault)
        {
            fault = "";
            return raw;
        }
    }
}
