using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Uses;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Uses;

public class UsingTests
{
    private static readonly PlatformName Mail = new("mail");
    private static readonly FieldName Name = new("name");
    private static readonly FieldName Address = new("email");

    private static readonly Policy Example = Speaking(
        With(
                Named("residence", "region", Ranked("self", 1)), Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
                Named("name", "string", Ranked("self", 1)), Named("email", "email", Ranked("self", 1)) with { Verification = ByCode })
            .Telling(Platform("mail", Mapped("name", null, Email), Mapped("email", null, Email, Personal))),
        Source("self", SourceKind.FirstPartyChannel, null),
        Source("partner", SourceKind.PartnerEnrichment, new PartnerContract("c", [Personal], TimeSpan.FromDays(1), TimeSpan.FromDays(1), false)));

    [Fact]
    public void What_is_permitted_and_fit_is_released_with_its_basis()
    {
        var told = Decide(Ana().OptedIn(Email, Address), Email, null, Name, Address);

        Assert.Equal((Given.Ana, 7, "example@1"), (told.Customer, told.Version, told.Policy));
        Assert.Equal(new PurposeUse(Email, true, null, "email-basis"), told.Permitted);
        Assert.Equal([new(Name, Email, "email-basis", null), new(Address, Email, "email-basis", null)], told.Fields);
    }

    [Fact]
    public void Reasons_come_in_their_order_of_precedence()
    {
        // Each row repairs one fault of the row before and meets the next.
        var customer = Customer(("email", "", VerificationState.Pending)) with { Restricted = true };
        Assert.Equal(Withheld.Restricted, Why(customer, new PlatformName("mail"), Ads));
        customer = customer with { Restricted = false };
        Assert.Equal(Withheld.NotMapped, Why(customer, Mail, Ads));
        Assert.Equal(Withheld.VerificationState, Why(customer, null, Ads));
        customer = Customer(("email", "", VerificationState.Verified));
        Assert.Equal(Withheld.NoPurposePermitted, Why(customer, null, Ads));
        Assert.Equal(Withheld.NoValue, Why(customer, null, Fulfilment));
    }

    [Fact]
    public void Without_a_platform_an_unverified_contact_point_will_not_do_and_with_one_its_mapping_says_what_does()
    {
        var customer = Ana().Holding("email", VerificationState.Pending, Claim("self", "a", 0)).OptedIn(Email, Address);

        Assert.Equal(Withheld.VerificationState, Assert.Single(Decide(customer, Email, null, Address).Fields).Why);
        Assert.True(Assert.Single(Decide(customer, Email, Mail, Address).Fields).Released);
    }

    [Fact]
    public void A_grant_that_was_not_confirmed_at_the_address_permits_the_purpose_and_does_not_release_the_address()
    {
        var told = Decide(Ana(), Email, Mail, Name, Address);

        Assert.True(told.Permitted.Permitted);
        Assert.Equal([null, Withheld.AwaitsOptIn], told.Fields.Select(f => f.Why));
    }

    [Fact]
    public void A_platform_that_is_told_a_field_for_another_purpose_is_not_told_it_for_this_one()
    {
        var told = Decide(Ana().Saying(Stance.Granted, Personal.Value, 0), Personal, Mail, Name, Address);

        Assert.Equal([Withheld.NotMapped, null], told.Fields.Select(f => f.Why));
    }

    [Fact]
    public void A_restriction_stops_the_purpose_itself()
    {
        var told = Decide(Ana() with { Restricted = true }, Fulfilment, null, Name);

        Assert.Equal(new PurposeUse(Fulfilment, false, "restricted", null), told.Permitted);
    }

    [Fact]
    public void A_platform_is_told_a_field_for_some_purpose_exactly_when_it_is_told_it_at_all() => Assert.All(
        from state in Enum.GetValues<VerificationState>()
        from consent in new[] { Email, Personal, Ads }
        from restricted in new[] { true, false }
        from value in new[] { "a", "" }
        select (state, consent, restricted, value),
        row =>
        {
            var customer = Customer(("residence", "EU", VerificationState.None), ("born", "1990-01-01", VerificationState.None))
                .Saying(Stance.Granted, row.consent.Value, 0).Holding("email", row.state, Claim("self", row.value, 0)) with { Restricted = row.restricted };
            var told = Disclose.To(Example.Platforms[Mail], customer, Example, Day(2)).Fields.Single(f => f.Field == Address).Released;

            Assert.Equal(told, Example.Purposes.Keys.Any(p => Assert.Single(Decide(customer, p, Mail, Address).Fields).Released));
        });

    [Fact]
    public void What_the_policy_does_not_know_is_named_before_anything_of_the_customer()
    {
        Assert.IsType<UseAnswer.NoPurpose>(WhyNot("self", new PurposeName("fun"), null, Name));
        Assert.IsType<UseAnswer.NoPlatform>(WhyNot("self", Email, new PlatformName("fax"), Name));
        Assert.Equal([new FieldName("shoe_size")], Assert.IsType<UseAnswer.NoFields>(WhyNot("self", Email, null, Name, new FieldName("shoe_size"))).Unknown);
        Assert.Null(WhyNot("self", Email, Mail, Name));
    }

    [Fact]
    public void A_partner_asks_of_its_contract_s_purposes_only_and_a_stranger_of_none()
    {
        Assert.Null(WhyNot("partner", Personal, null, Name));
        Assert.IsType<UseAnswer.Denied>(WhyNot("partner", Email, null, Name));
        Assert.IsType<UseAnswer.NoCustomer>(WhyNot("stranger", Email, null, Name));
    }

    private static Customer Ana() => Customer(
            ("residence", "EU", VerificationState.None), ("born", "1990-01-01", VerificationState.None), ("name", "Ana", VerificationState.None),
            ("email", "a", VerificationState.Verified))
        .Saying(Stance.Granted, Email.Value, 0);

    private static Withheld? Why(Customer customer, PlatformName? platform, PurposeName purpose) =>
        Assert.Single(Decide(
            customer.Holding("residence", VerificationState.None, Claim("self", "EU", 0))
                .Holding("born", VerificationState.None, Claim("self", "1990-01-01", 0)),
            purpose, platform, Address).Fields).Why;

    private static UseAnswer.Decided Decide(Customer customer, PurposeName purpose, PlatformName? platform, params FieldName[] fields) =>
        Using.Decide(customer, new UseQuestion(purpose, [.. fields], platform), Example, Day(2));

    private static UseAnswer? WhyNot(string source, PurposeName purpose, PlatformName? platform, params FieldName[] fields) => Using.WhyNot(
        new UseQuestion(purpose, [.. fields], platform), new Caller(new PrincipalId("nhi:" + source), ProofLevel.ServiceAuthenticated, null), Example);

    // Not "with": who speaks for which source is worked out when a policy is made.
    private static Policy Speaking(Policy policy, params Source[] sources) => new(
        policy.Metadata, policy.Hash, policy.Defaults, policy.Categories, sources.ToFrozenDictionary(s => s.Name), policy.Purposes, policy.Regions,
        policy.Fields, policy.Platforms, policy.Graph, policy.Exceptions, policy.Reviews, policy.ActivationGate, policy.Tests);

    private static Source Source(string name, SourceKind kind, PartnerContract? contract) =>
        new(new SourceName(name), kind, new PrincipalId("nhi:" + name), ProofLevel.SubjectAuthenticated, null, contract, []);
}
