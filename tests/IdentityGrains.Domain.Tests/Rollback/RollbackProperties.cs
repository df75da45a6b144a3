using CsCheck;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Tests.Rollback;

/// <summary>What a rollback leaves is what would be known if the entry had never been. The other entries are lived again without it to find out.</summary>
public class RollbackProperties
{
    private const int FirstDay = 10;

    private static readonly string[] Sources = ["self", "crm", "support", "cdp", "acme", "idp"];
    private static readonly string[] Fields = ["name", "residence", "born", "income", "segment", "tier"];

    // Whatever sources say of fields, in the order in which they saw it; some of it without the proof or the case that the field asks for.
    private static readonly Gen<Said> Saying = Gen.Select(
        Gen.OneOf(Sources), Gen.Select(Gen.OneOf(Fields), Gen.Int[0, 3], (f, v) => (f, v)).Array[1, 3], Gen.Bool, Gen.Bool,
        (by, fields, signedIn, withCase) => new Said(by, [.. fields.DistinctBy(f => f.f).Select(f => (f.f, Value(f.f, f.v)))], signedIn, withCase));

    [Fact]
    public void Rolling_back_an_entry_leaves_what_would_be_known_without_it() => Gen.Select(Saying.Array[2, 9], Gen.Int[0, 8]).Sample((all, which) =>
    {
        var skipped = which % all.Length;
        var (lived, versions) = Live(all.Select((said, day) => (said, day)));
        if (versions[skipped] is not { } version)
        {
            return true;
        }

        var (without, _) = Live(all.Select((said, day) => (said, day)).Where(s => s.day != skipped));
        var undone = lived.When(Ask.Undo(version), by: "console");
        return undone.Decision is not Decision.Refused
            && Known(undone.Decision is Decision.Accepted ? undone.Accepted() : lived) == Known(without);
    }, iter: 2_000);

    [Fact]
    public void A_field_that_goes_back_says_what_it_said_then() => Gen.Select(Saying.Array[2, 9], Gen.OneOf(Fields), Gen.Int[1, 9]).Sample((all, field, to) =>
    {
        var (lived, _) = Live(all.Select((said, day) => (said, day)));
        var version = Math.Min(to, lived.Customer.Version);
        var back = lived.When(Ask.FieldBack(field, version), by: "console");
        var after = back.Decision is Decision.Accepted ? back.Accepted() : lived;

        // Who may be heard may depend on where she lives; of what no guard looks at, the very value is back.
        return field is "income" or "segment" || after.Says(field) == (lived.Past[version].Field(new FieldName(field)).Value as FieldValue.Text)?.Value;
    }, iter: 2_000);

    private static (Case Case, Dictionary<int, long?> Versions) Live(IEnumerable<(Said Said, int Day)> all)
    {
        var (known, versions) = (Case.Known.On(60), new Dictionary<int, long?>());
        foreach (var (said, day) in all)
        {
            var heard = known.When(said.On(FirstDay + day), said.By, said.SignedIn);
            versions[day] = heard.Decision is Decision.Accepted ? known.Customer.Version + 1 : null;
            known = heard.Decision is Decision.Accepted ? heard.Accepted() : known;
        }

        return (known, versions);
    }

    private static string Known(Case @case) => string.Join('|', Fields.Select(f => $"{f}={@case.Says(f)}"));

    private static string? Value(string field, int which) => field switch
    {
        "residence" => new[] { "EU", "US-CA", "BR", null }[which],
        "born" => new[] { "1990-01-01", "2012-07-09", "2000-01-01", null }[which],
        _ => new[] { "a", "b", "c", null }[which],
    };

    private sealed record Said(string By, (string, string?)[] Fields, bool SignedIn, bool WithCase)
    {
        public override string ToString() => $"{By}{(SignedIn ? " signed in" : "")}{(WithCase ? " with a case" : "")}: {string.Join(", ", Fields)}";

        public AssertFields On(double day) => (WithCase ? Ask.Fields(Fields).With("case") : Ask.Fields(Fields)).On(day);
    }
}
