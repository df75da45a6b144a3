using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Domain.Reading;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Reading;

/// <summary>Who may look over what is told of all customers.</summary>
public class OverviewLawTests
{
    private static readonly Policy Policy = Hearing(
    [
        Spoken("nhi:crm", SourceKind.Platform), Spoken("nhi:broker", SourceKind.PartnerEnrichment), Spoken("oidc:workforce", SourceKind.HumanConsole),
    ]).Telling(Platform("shop")) with
    {
        Metadata = new PolicyMetadata("example", "1", null, Given.Day(-100), new Approvals(1, ["privacy-officer"], null), null),
        Categories = new[] { new Category("profile", "role:head-of-data", "team:stewards", "C-1") }.ToFrozenDictionary(c => c.Name),
        Exceptions = new[] { new ExceptionRule("drift", "low", TimeSpan.Zero, "platform.owner", "role:escalated") }.ToFrozenDictionary(e => e.Name),
        Reviews = new[] { new ReviewRule("map", TimeSpan.Zero, ["role:reviewer"], null, [], null, null) }.ToFrozenDictionary(r => r.Name),
    };

    [Theory]
    [InlineData("nhi:crm", null, true)]
    [InlineData("oidc:workforce", null, true)]
    [InlineData("nhi:broker", null, false)]
    [InlineData("nhi:broker", "stewards", false)]
    [InlineData("nhi:shop", null, false)]
    [InlineData("nhi:nobody", "stewards", false)]
    [InlineData("oidc:workforce/eve", null, false)]
    [InlineData("oidc:workforce/eve", "janitor", false)]
    [InlineData("oidc:workforce/eve", "platform.owner", false)]
    [InlineData("oidc:workforce/ana", "stewards", true)]
    [InlineData("oidc:workforce/ana", "head-of-data", true)]
    [InlineData("oidc:workforce/ana", "x", true)]
    [InlineData("oidc:workforce/ana", "escalated", true)]
    [InlineData("oidc:workforce/ana", "reviewer", true)]
    [InlineData("oidc:workforce/ana", "privacy-officer", true)]
    [InlineData("oidc:workforce/ana", ActivationLaw.Author, true)]
    public void Sources_but_partners_and_people_whom_the_policy_names_may(string principal, string? role, bool may)
    {
        var caller = new Caller(new PrincipalId(principal), ProofLevel.ServiceAuthenticated, null) { Roles = role is null ? [] : [role] };

        Assert.Equal(may, OverviewLaw.MayLook(caller, Policy));
    }

    private static Source Spoken(string principal, SourceKind kind) =>
        new(new SourceName(principal.Split(':')[1]), kind, new PrincipalId(principal), ProofLevel.ServiceAuthenticated, null, null, []);
}
