using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace IdentityGrains.Cli.Tests.Given;

/// <summary>A wire whose other end answers as the test says, and that remembers what went over it.</summary>
internal sealed class Wire(Func<Sent, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Sent> _sent = new();

    public IReadOnlyList<Sent> Sent => [.. _sent];

    public static HttpResponseMessage Receipt(string fields = "") => Json(HttpStatusCode.OK, "application/json", $$"""
        {"customer":"cus_00000000000000000000000000000001","version":1,"entryHash":"00","policy":"p@1",
        "recordedAt":"2026-11-01T00:00:00Z","fields":[{{fields}}]}
        """);

    public static HttpResponseMessage Problem(HttpStatusCode status, string slug, string errors = "") => Json(status, "application/problem+json", $$"""
        {"type":"urn:identitygrains:problem:{{slug}}","title":"In words.","status":{{(int)status}},"traceId":"t","errors":[{{errors}}]}
        """);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new Sent(
            request.Method.Method, request.RequestUri!.AbsolutePath, body, request.Headers.Authorization?.Parameter,
            Header(request.Headers, "Subject-Token"), Header(request.Headers, "Idempotency-Key"), Header(request.Headers, "Assertion-Signature"))
        {
            Query = request.RequestUri.Query,
        };
        _sent.Enqueue(sent);
        return answer(sent);
    }

    private static string? Header(HttpRequestHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.Single() : null;

    public static HttpResponseMessage Told(string body, HttpStatusCode status = HttpStatusCode.OK) => Json(status, "application/json", body);

    private static HttpResponseMessage Json(HttpStatusCode status, string type, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };
}

/// <summary>What went over the wire.</summary>
internal sealed record Sent(string Method, string Path, string Body, string? Token, string? Subject, string? IdempotencyKey, string? Signature)
{
    /// <summary>What stands behind the path's question mark, with it; empty without one.</summary>
    public string Query { get; init; } = "";
}
