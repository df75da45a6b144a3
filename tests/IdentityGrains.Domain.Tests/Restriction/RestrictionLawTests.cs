using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Restriction;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Restriction;

public class RestrictionLawTests
{
    private static readonly Case Restricted = Known.After(Ask.Restrict());

    [Theory]
    [InlineData("self")]
    [InlineData("crm")]
    [InlineData("idp")]
    [InlineData("kiosk")]
    [InlineData("console")]
    public void Whoever_speaks_for_her_may_stop_processing(string by) => Assert.True(Known.When(Ask.Restrict(), by).Accepted().Customer.Restricted);

    [Theory]
    [InlineData("acme")]
    [InlineData("cdp")]
    public void Who_lends_or_computes_data_may_neither_stop_it_nor_let_it_go_on(string by)
    {
        Known.When(Ask.Restrict(), by).Refused(Refusal.NotAuthoritative);
        Restricted.When(Ask.Release("case_reference"), by).Refused(Refusal.NotAuthoritative);
    }

    [Fact]
    public void Stopping_twice_is_stopping_once() => Restricted.When(Ask.Restrict()).Unchanged();

    [Fact]
    public void It_goes_on_by_her_own_word_or_with_a_case()
    {
        Restricted.When(Ask.Release(), by: "self").Refused(Refusal.EvidenceMissing, "evidence");
        Restricted.When(Ask.Release("case")).Refused(Refusal.EvidenceMissing, "evidence");
        Assert.False(Restricted.When(Ask.Release(), by: "self", signedIn: true).Accepted().Customer.Restricted);
        Assert.False(Restricted.When(Ask.Release("case_reference")).Accepted().Customer.Restricted);
    }

    [Fact]
    public void What_goes_on_already_needs_no_release() => Known.When(Ask.Release("case_reference")).Unchanged();

    [Fact]
    public void A_restriction_does_not_stop_the_record() => Assert.Equal("Ana", Restricted.After(Ask.Field("name", "Ana")).Says("name"));

    [Fact]
    public void A_guard_may_read_that_processing_is_restricted()
    {
        var profiled = Holding("segment", "a", by: "cdp");
        var stopped = profiled.When(Ask.Restrict());
        Assert.IsType<ProcessingRestricted>(stopped.Events[0]);
        Assert.Null(stopped.Accepted().Says("segment"));
        stopped.Accepted().WhenLookedAtAgain().Unchanged();

        var resumed = stopped.Accepted().After(Ask.Release("case_reference"));
        Assert.Equal("a", resumed.Says("segment"));
        resumed.WhenLookedAtAgain().Unchanged();
    }
}
