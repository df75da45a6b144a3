using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Exceptions;

public sealed class ExceptionLawTests
{
    [Theory]
    [InlineData(Lane.Ordinary, Trouble.None, 60, null)]
    [InlineData(Lane.Ordinary, Trouble.Refused, 0, ExceptionLaw.Rejected)]
    [InlineData(Lane.Ordinary, Trouble.NotShown, 0, ExceptionLaw.Indeterminate)]
    [InlineData(Lane.Ordinary, Trouble.InDoubt, 1, null)]
    [InlineData(Lane.Ordinary, Trouble.InDoubt, 15, ExceptionLaw.Indeterminate)]
    [InlineData(Lane.Withdrawal, Trouble.None, 14, null)]
    [InlineData(Lane.Withdrawal, Trouble.None, 15, ExceptionLaw.NotConfirmed)]
    [InlineData(Lane.Withdrawal, Trouble.Refused, 0, ExceptionLaw.NotConfirmed)]
    public void A_delivery_is_an_exception_by_its_lane_its_trouble_and_its_age(Lane lane, Trouble trouble, int minutes, string? kind) =>
        Assert.Equal(kind, ExceptionLaw.OfDelivery(new TroubledDelivery(lane, trouble, TimeSpan.FromMinutes(minutes))));

    [Theory]
    [InlineData(ExceptionLaw.Unproven, "source.owner", "crm", "team:x")]
    [InlineData(ExceptionLaw.Unproven, "source.owner", "self", "role:owner")]
    [InlineData(ExceptionLaw.Unproven, "category.steward", "crm", "team:stewards")]
    [InlineData(ExceptionLaw.Unproven, "category.owner", "crm", "role:owner")]
    [InlineData(ExceptionLaw.Unproven, "team:privacy", "crm", "team:privacy")]
    [InlineData(ExceptionLaw.Conflicting, "category.steward", null, "team:stewards")]
    [InlineData(ExceptionLaw.Conflicting, "source.owner", null, "role:owner")]
    public void What_follows_from_claims_goes_to_whom_the_policy_names_for_the_source_or_the_field(
        string kind, string assignTo, string? source, string assignee)
    {
        var now = Given.Day(0);
        var rule = new ExceptionRule(kind, "high", TimeSpan.FromDays(1), assignTo, "category.owner");
        var policy = GivenPolicy.With(Given.Named("name", "string", Given.Ranked("crm", 1))).Telling(GivenPolicy.Platform("crm")) with
        {
            Categories = new[] { new Category("profile", "role:owner", "team:stewards", "C-1") }.ToFrozenDictionary(c => c.Name),
            Exceptions = new[] { rule }.ToFrozenDictionary(e => e.Name),
        };

        var duty = ExceptionLaw.DutyOf(kind, policy, new ExceptionSubject(null, new FieldName("name"), source is null ? null : new SourceName(source)), now);

        Assert.Equal(new ExceptionDuty("high", assignee, "role:owner", now.AddDays(1)), duty);
    }
}
