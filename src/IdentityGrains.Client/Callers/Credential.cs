using Orleans.Runtime;

namespace IdentityGrains.Client.Callers;

/// <summary>What a caller shows with each call. The silo verifies it; nothing that a caller says about itself counts besides.</summary>
/// <param name="ServiceToken">The bearer token of the calling service identity (JWT).</param>
/// <param name="SubjectToken">The token of the customer who is signed in, if one is (JWT).</param>
/// <param name="AssertionSignature">The source's signature over the one command that is called with (JWS), if it signs; reads pass it over.</param>
public sealed record Credential(string ServiceToken, string? SubjectToken = null, string? AssertionSignature = null)
{
    private const string ServiceItem = "ig.service-token";
    private const string SubjectItem = "ig.subject-token";
    private const string SignatureItem = "ig.assertion-signature";

    /// <summary>Attaches the credential to the calls that follow in this flow.</summary>
    public void Attach()
    {
        RequestContext.Set(ServiceItem, ServiceToken);
        Attach(SubjectItem, SubjectToken);
        Attach(SignatureItem, AssertionSignature);
    }

    /// <summary>The credential that came with the call; null when none did.</summary>
    public static Credential? FromCall() => RequestContext.Get(ServiceItem) is string service
        ? new Credential(service, RequestContext.Get(SubjectItem) as string, RequestContext.Get(SignatureItem) as string)
        : null;

    /// <summary>Never the tokens.</summary>
    public override string ToString() => "[credential]";

    // What an earlier call of this flow carried must not go along with this one.
    private static void Attach(string item, string? token)
    {
        if (token is null)
        {
            RequestContext.Remove(item);
        }
        else
        {
            RequestContext.Set(item, token);
        }
    }
}
