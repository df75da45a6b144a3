using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reading;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Reading;

public class JournalReadingTests
{
    private static readonly SourceName Crm = new("crm");

    [Fact]
    public void An_entry_is_told_in_names()
    {
        Assert.Equal(
            [
                new JournalChange("customer-created.1", null, Crm, null, null, null, false),
                new JournalChange("key-attached.1", "crm", Crm, null, null, null, false),
            ],
            Told(Nobody.When(Ask.Create(Ask.Key("crm", "C-1")))));
        Assert.Equal(
            [new JournalChange("field-asserted.1", "name", Crm, Day(50), ProofLevel.ServiceAuthenticated, Outcome.Winner, true)],
            Told(Known.When(Ask.Field("name", "Ana"))));
        Assert.Equal(
            [new JournalChange("consent-granted.1", "email_marketing", Crm, Day(50), ProofLevel.ServiceAuthenticated, null, false)],
            Told(Known.When(Ask.Grant(Email))));
        Assert.Equal(
            [new JournalChange("consent-withdrawn.1", "email_marketing", Crm, Day(50), ProofLevel.ServiceAuthenticated, null, false)],
            Told(Known.When(Ask.Withdraw(Email))));
        Assert.Equal(
            [new JournalChange("processing-restricted.1", null, Crm, null, ProofLevel.ServiceAuthenticated, null, false)], Told(Known.When(Ask.Restrict())));
        Assert.Equal(
            [new JournalChange("restriction-released.1", null, Crm, null, ProofLevel.ServiceAuthenticated, null, false)],
            Told(Known.After(Ask.Restrict()).When(Ask.Release("case_reference"))));
    }

    [Fact]
    public void A_field_that_was_resolved_again_is_told_without_a_speaker() => Assert.Equal(
        [new JournalChange("field-reevaluated.1", "residence", null, null, null, null, true)],
        Told(Known.After(Ask.Field("residence", "EU")).On(120).WhenLookedAtAgain()));

    [Fact]
    public void A_receipt_tells_each_field_in_the_order_of_the_command()
    {
        var told = Holding("name", "Ana", by: "crm").When(Ask.Fields(("tier", "gold"), ("name", "Ana"), ("born", "1990-01-01")));
        Assert.Equal(
            [
                new FieldOutcome(new FieldName("tier"), Outcome.Winner, true), new FieldOutcome(new FieldName("name"), Outcome.Corroborates, false),
                new FieldOutcome(new FieldName("born"), Outcome.Winner, true),
            ],
            JournalReading.Outcomes(told.Events));
    }

    private static IEnumerable<JournalChange> Told(Verdict verdict) => verdict.Events.Select(JournalReading.Tell);
}
