using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Events;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Events;

/// <summary>Who is told of events at all.</summary>
public class EventLawTests
{
    private static readonly Policy Policy =
        Hearing([Spoken("crm", SourceKind.Platform), Spoken("broker", SourceKind.PartnerEnrichment)]).Telling(Platform("shop")) with
        {
            Categories = new[] { new Category("profile", "role:head-of-data", "team:stewards", "C-1") }.ToFrozenDictionary(c => c.Name),
        };

    [Theory]
    [InlineData("oidc:workforce/ana", "stewards", true, true)]
    [InlineData("oidc:workforce/eve", null, false, false)]
    [InlineData("oidc:workforce/eve", "janitor", false, false)]
    [InlineData("nhi:crm", null, true, false)]
    [InlineData("nhi:crm", "stewards", true, false)]
    [InlineData("nhi:broker", null, false, false)]
    [InlineData("nhi:shop", null, true, false)]
    [InlineData("nhi:nobody", "stewards", false, false)]
    public void Whoever_is_named_may(string principal, string? role, bool follow, bool subscribe)
    {
        var caller = new Caller(new PrincipalId(principal), ProofLevel.ServiceAuthenticated, null) { Roles = role is null ? [] : [role] };

        Assert.Equal((follow, subscribe), (EventLaw.MayFollow(caller, Policy), EventLaw.MaySubscribe(caller, Policy)));
    }

    private static Source Spoken(string name, SourceKind kind) =>
        new(new SourceName(name), kind, new PrincipalId("nhi:" + name), ProofLevel.ServiceAuthenticated, null, null, []);
}
