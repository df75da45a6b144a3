using System.Collections.Concurrent;
using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Cli.Credentials;

/// <summary>
/// Credentials of a data folder's own issuer: each source speaks under the identity that the policy names for it, and signs with the key that lies there.
/// </summary>
internal sealed class DevelopmentCredentials(DevelopmentIssuer issuer, DevelopmentSources keys, SourceBook sources, TimeProvider time) : ICredentials
{
    private const int MostRemembered = 10_000;

    // Half of a token's life: what is sent now is still good when it is sent again.
    private static readonly TimeSpan Fresh = DevelopmentIssuer.Lifetime / 2;

    private readonly ConcurrentDictionary<SourceName, (string Token, DateTimeOffset Until)> _services = new();
    private readonly ConcurrentDictionary<(CustomerId, SourceName), (string Token, DateTimeOffset Until)> _subjects = new();

    /// <summary>Credentials for the sources of the policy that a gateway says is in force.</summary>
    public static async Task<DevelopmentCredentials> Of(
        GatewayClient gateway, DevelopmentIssuer issuer, DevelopmentSources keys, PrincipalId asked, TimeProvider time, CancellationToken ct)
    {
        var told = await gateway.Get("/v1/policy", issuer.ServiceToken(asked, time.GetUtcNow()), ct);
        var policy = told.Deserialize(ApiJson.Default.PolicyInForce) ?? throw new GatewayException("The gateway answered without a policy.");
        return new DevelopmentCredentials(issuer, keys, SourceBook.Of(policy.Document), time);
    }

    /// <inheritdoc/>
    public string? Of(SourceName source) => sources.PrincipalOf(source) is not { } principal ? null
        : Remembered(_services, source, now => issuer.ServiceToken(principal, now));

    /// <inheritdoc/>
    public string OfSubject(CustomerId customer, SourceName source) => sources.PrincipalOf(source) is not { } principal
        ? throw new ArgumentException("The policy knows no such source.", nameof(source))
        : Remembered(_subjects, (customer, source), now => issuer.SubjectToken(customer, principal, now));

    /// <inheritdoc/>
    public string? Sign(SourceName source, NativeKey key, OperationId operation, string digest) => sources.SignerOf(source) is { } principal
        ? keys.Sign(source, principal, SignedSubject.TextOf(key), operation, digest, time.GetUtcNow())
        : null;

    private string Remembered<T>(ConcurrentDictionary<T, (string Token, DateTimeOffset Until)> tokens, T whose, Func<DateTimeOffset, string> issue)
        where T : notnull
    {
        var now = time.GetUtcNow();
        if (tokens.TryGetValue(whose, out var known) && now < known.Until)
        {
            return known.Token;
        }

        if (tokens.Count >= MostRemembered)
        {
            tokens.Clear();
        }

        var token = issue(now);
        tokens[whose] = (token, now + Fresh);
        return token;
    }
}
