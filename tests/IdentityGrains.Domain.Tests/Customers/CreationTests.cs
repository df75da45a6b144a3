using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Customers;

public class CreationTests
{
    [Fact]
    public void A_record_begins_with_who_began_it_and_the_key_under_which_he_knows_her()
    {
        var begun = Nobody.When(Ask.Create(Ask.Key("crm", "C-1"))).Accepted().Customer;
        Assert.Equal((1L, true, Ask.Key("crm", "C-1")), (begun.Version, begun.Exists, Assert.Single(begun.Keys)));
    }

    [Fact]
    public void A_record_may_begin_without_a_key() => Assert.Equal(
        [new CustomerCreated(new SourceName("crm"))], Nobody.When(Ask.Create()).Events);

    [Fact]
    public void What_is_known_of_her_stands_in_the_entry_that_begins_the_record()
    {
        var begun = Nobody.When(Begun(("name", "Ana"), ("email", "a@a.example"))).Accepted();
        Assert.Equal((1L, "Ana", VerificationState.Pending), (begun.Customer.Version, begun.Says("name"), begun.Field("email").State));
        var claim = begun.Field("name").Current!;
        Assert.Equal((new ClaimId(1, 0), "C-1", Given.Day(50)), (claim.Id, claim.Key, claim.ObservedAt));
    }

    [Fact]
    public void A_record_begins_with_all_that_is_said_or_not_at_all()
    {
        Nobody.When(Begun(("name", "Ana"), ("shoe_size", "7"))).Refused(Refusal.UnknownField, "shoe_size");
        Nobody.When(Begun(("name", "Ana"), ("income", "B1"))).Refused(Refusal.FieldAuthorityDenied, "income");
        Nobody.When(Ask.Create() with { Fields = [new AssertedField(default, FieldValue.Blank)] }).Refused(Refusal.Malformed, "fields");
        Assert.Equal(2, Nobody.When(Ask.Create(Ask.Key("crm", "C-1")) with { Fields = default }).Events.Length);
    }

    [Fact]
    public void Nobody_is_created_twice() => Known.When(Ask.Create()).Refused(Refusal.CustomerExists);

    [Fact]
    public void A_partner_creates_nobody_unless_its_contract_says_so()
    {
        Nobody.When(Ask.Create(), by: "acme").Refused(Refusal.MayNotCreate);
        Nobody.Under(Contracted(mayCreate: true)).When(Ask.Create(), by: "acme").Accepted();
        Nobody.Under(Contracted(mayCreate: false)).When(Ask.Create(), by: "acme").Refused(Refusal.MayNotCreate);
    }

    [Fact]
    public void A_key_joins_those_that_are_there() => Assert.Equal(
        ["C-1", "C-2"], Known.After(Ask.Attach("crm", "C-1")).After(Ask.Attach("crm", "C-2")).Customer.Keys.Select(k => k.Key));

    [Fact]
    public void A_key_that_is_there_changes_nothing() => Known.After(Ask.Attach("crm", "C-1")).When(Ask.Attach("crm", "C-1")).Unchanged();

    [Fact]
    public void A_key_that_is_there_is_not_one_too_many()
    {
        var full = Known;
        full = full with { Customer = full.Customer with { Keys = [.. Enumerable.Range(0, Creation.MaxKeys).Select(i => Ask.Key("crm", $"C-{i}"))] } };
        full.When(Ask.Attach("crm", "C-7")).Unchanged();
        full.When(Ask.Attach("crm", "C-x")).Refused(Refusal.TooManyKeys, "key");
    }

    [Fact]
    public void Nobody_attaches_the_key_of_another_source() => Known.When(Ask.Attach("self", "C-1"), by: "crm").Refused(Refusal.ForeignKey, "key");

    private static CreateCustomer Begun(params (string Field, string? Value)[] said) =>
        Ask.Create(Ask.Key("crm", "C-1")) with { Fields = Ask.Fields(said).Fields };

    private static Policy Contracted(bool mayCreate)
    {
        var contract = new PartnerContract("c-1", [], TimeSpan.FromDays(30), TimeSpan.FromDays(30), mayCreate);
        return GivenLaw.Hearing(s => s.Kind == SourceKind.PartnerEnrichment ? s with { Contract = contract } : s);
    }
}
