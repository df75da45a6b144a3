using Orleans.Runtime;

namespace IdentityGrains.Client.Callers;

/// <summary>What a caller shows with each call. The silo verifies it; nothing that a caller says about itself counts besides.</summary>
/// <param name="ServiceToken">The bearer token of the calling service identity (JWT).</param>
/// <param name="SubjectToken">The token of the customer who is signed in, if one is (JWT).</param>
public sealed record Credential(string ServiceToken, string? SubjectToken = null)
{
    private const string ServiceItem = "ig.service-token";
    private const string SubjectItem = "ig.subject-token";

    /// <summary>Attaches the credential to the calls that follow in this flow.</summary>
    public void Attach()
    {
        RequestContext.Set(ServiceItem, ServiceToken);
        if (SubjectToken is null)
        {
            RequestContext.Remove(SubjectItem);
        }
        else
        {
            RequestContext.Set(SubjectItem, SubjectToken);
        }
    }

    /// <summary>The credential that came with the call; null when none did.</summary>
    public static Credential? FromCall() =>
        RequestContext.Get(ServiceItem) is string service ? new Credential(service, RequestContext.Get(SubjectItem) as string) : null;

    /// <summary>Never the tokens.</summary>
    public override string ToString() => "[credential]";
}
