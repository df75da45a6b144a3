using System.Text;
using IdentityGrains.Gateway.Tests.Door;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>What is wrong around a body, whatever the route.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Status">The status.</param>
/// <param name="Slug">The problem; null where the server refuses before it reads, or where several hide what there is.</param>
/// <param name="Concerns">Which routes it concerns.</param>
/// <param name="Spoil">Makes the bad requests of the route's address, headers and body.</param>
internal sealed record BadEnvelope(string Row, int Status, string? Slug, Func<RouteRow, bool> Concerns, Func<GoodRequest, IEnumerable<byte[]>> Spoil)
{
    private static readonly Func<RouteRow, bool> Every = _ => true, Enveloped = r => r.HasEnvelope, WithBody = r => r.HasBody;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static readonly IReadOnlyList<BadEnvelope> All =
    [
        new("HT19", 413, "payload-too-large", WithBody, r =>
        [
            r.As(body: "{\"zz\":[1" + string.Concat(Enumerable.Repeat(",1", 1_000_000)) + "]}"),
            r.As(body: "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"z{i}\":1")) + "}"),
        ]),
        new("HT20", 413, "payload-too-large", WithBody, r =>
            [r.As(body: r.Body!.PadRight(r.Row.Limit + 1)), r.As(body: r.Body!.PadRight(r.Row.Limit + 1), chunked: true)]),
        new("HT21 length and chunks", 400, "bad-request", WithBody, r => [r.As(chunked: true, headers: [$"Content-Length: {r.Body!.Length}"])]),
        new("HT21 two lengths", 400, null, WithBody, r => [r.As(headers: [$"Content-Length: {r.Body!.Length + 1}"])]),
        new("HT23 headers", 431, null, Every, r => [r.As(headers: [.. Enumerable.Range(0, 65).Select(i => $"X-{i}: 1")])]),
        new("HT23 large header", 431, null, Every, r => [r.As(headers: ["X-Large: " + new string('x', 16 * 1024)])]),
        new("HT23 long address", 414, null, Every, r => [r.As(target: r.Target + "?" + new string('x', 8 * 1024))]),
        new("HT25", 415, "unsupported-media-type", Enveloped, r => [r.As(headers: ["Content-Encoding: gzip"]), r.As(headers: ["Content-Encoding: br"])]),
        new("HT26", 406, "not-acceptable", Enveloped, r => [r.As(headers: ["Accept: application/xml"]), r.As(headers: ["Accept: application/json;q=0"])]),
        new("HT27", 405, "method-not-allowed", Every, r => Methods.Except(r.Taken).SelectMany(m =>
            new[] { r.As(method: m), r.As(method: m, headers: [$"X-HTTP-Method-Override: {r.Row.Method}"]) })),
        new("HT28", 404, null, Every, r => Disguises(r.Target).Select(t => r.As(target: t))),
        new("HT28 NUL", 400, null, Every, r => [r.As(target: r.Target + "%00")]),
        new("HT29", 400, "duplicate-parameter", Enveloped, r => [r.As(target: r.Target + "?zz=1&zz=2"), r.As(target: r.Target + "?limit=1&LIMIT=1")]),
        new("HT32", 400, "bad-request", Every, r =>
            [r.As(host: "identitygrains.attacker.example"), r.As(host: "localhost.attacker.example"), r.As(host: "8.8.8.8")]),
        new("IV1", 428, "idempotency-key-required", r => r.NeedsKey, r => [r.As(without: "Idempotency-Key")]),
        new("IV2", 400, "validation-failed", r => r.NeedsKey, r => new[] { "", new string('k', 256), "a b", "a,b\u007F" }
            .Select(key => r.As(without: "Idempotency-Key", headers: ["Idempotency-Key: " + key]))),
        new("IV2 not ASCII", 400, null, r => r.NeedsKey, r =>
            [r.As(without: "Idempotency-Key", headers: ["Idempotency-Key: schl\u00FCssel"])]),
        new("a condition that is none", 400, "validation-failed", r => r.KeepsConditions, r =>
            [r.As(headers: ["If-Match: 4"]), r.As(headers: ["If-Match: \"4\", \"5\""]), r.As(headers: ["Request-Deadline: soon"]),
             r.As(headers: ["If-Version-At-Least: 1"])]),
        new("a condition that is not kept", 400, "validation-failed", r => r.HasEnvelope && !r.KeepsConditions, r =>
            [r.As(headers: ["If-Match: \"4\""]), r.As(headers: ["Request-Deadline: 2199-01-01T00:00:00Z"]), r.As(headers: ["If-Version-At-Least: x"])]),
    ];

    /// <inheritdoc/>
    public override string ToString() => Row;

    private static IEnumerable<string> Disguises(string target)
    {
        var second = target.IndexOf('/', 1) is > 0 and var at ? at : 0;
        var (first, rest) = (target[..second], target[second..]);
        return
        [
            $"{first}/{rest}", $"{first}/.{rest}", $"{first}/x/%2e%2e{rest}", $"{first}/x/..{rest}", target + "/", target + ".", target + "/.", target + "%2F",
            target + ";jsessionid=1", Cased(target),
        ];
    }

    // The first letter of the last literal part: what is a name, an id or a key is somebody else in capitals.
    private static string Cased(string target) => target[0] + char.ToUpperInvariant(target[1]).ToString() + target[2..];
}

/// <summary>A request with which nothing is wrong, and from which bad ones are made.</summary>
internal sealed record GoodRequest(RouteRow Row, string Target, IReadOnlyList<string> Headers, string? Body, IReadOnlyList<string> Taken)
{
    public byte[] As(
        string? method = null, string? target = null, string? body = null, bool chunked = false, string? without = null, string host = "localhost",
        params string[] headers) => RawHttp.Request(
            method ?? Row.Method, target ?? Target, [.. Headers.Where(h => without is null || !h.StartsWith(without, StringComparison.Ordinal)), .. headers],
            (body ?? Body) is { } text ? Encoding.UTF8.GetBytes(text) : null, chunked, host);
}
