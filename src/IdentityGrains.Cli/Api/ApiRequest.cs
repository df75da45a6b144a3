using System.Net.Http.Headers;

namespace IdentityGrains.Cli.Api;

/// <summary>One request, which may have to be sent more than once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the server's address.</param>
/// <param name="ServiceToken">Who calls.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, string ServiceToken)
{
    /// <summary>The customer who is signed in; null when none is.</summary>
    public string? SubjectToken { get; init; }

    /// <summary>The source's signature over the act; null when it does not sign.</summary>
    public string? Signature { get; init; }

    /// <summary>The name of the act; null for a read.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The body; null for a read.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>A fresh message: one that was sent cannot be sent again.</summary>
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(Method, Path);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceToken);
        if (SubjectToken is not null)
        {
            message.Headers.Add("Subject-Token", SubjectToken);
        }

        if (Signature is not null)
        {
            message.Headers.Add("Assertion-Signature", Signature);
        }

        if (IdempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", IdempotencyKey);
        }

        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(BodyType);
        }

        return message;
    }

    /// <summary>Never the tokens, nor the path: it may hold a key.</summary>
    public override string ToString() => Method.Method;
}
