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
        Hearing([Spoken("crm", SourceKind.Platform), Spoken("broker", SourceKind.PartnerEnrichment)]).Telling(Platform("shop"));

    [Theory]
    [InlineData("oidc:workforce/ana", "data-steward", true, true)]
    [InlineData("oidc:workforce/eve", null, false, false)]
    [InlineData("nhi:crm", null, true, false)]
    [InlineData("nhi:crm", "data-steward", true, false)]
    [InlineData("nhi:broker", null, false, false)]
    [InlineData("nhi:shop", null, true, false)]
    [InlineData("nhi:nobody", "data-steward", false, false)]
    public void Whoever_is_named_may(string principal, string? role, bool follow, bool subscribe)
    {
        var caller = new Caller(new PrincipalId(principal), ProofLevel.ServiceAuthenticated, null) { Roles = role is null ? [] : [role] };

        Assert.Equal((follow, subscribe), (EventLaw.MayFollow(caller, Policy), EventLaw.MaySubscribe(caller)));
    }

    private static Source Spoken(string name, SourceKind kind) =>
        new(new SourceName(name), kind, new PrincipalId("nhi:" + name), ProofLevel.ServiceAuthenticated, null, null, []);
}
