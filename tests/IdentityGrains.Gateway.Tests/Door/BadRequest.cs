using System.Text;
using IdentityGrains.Gateway.Tests.Intake;

namespace IdentityGrains.Gateway.Tests.Door;

/// <summary>A request that is refused by its envelope, and how. The rows hold for every host that serves the gateway.</summary>
public sealed record BadRequest(string Row, string Method, string Target, IReadOnlyList<string> Headers, byte[]? Body, int Status, string Slug)
{
    private const string Customer = "/v1/customers/cus_00112233445566778899aabbccddeeff";
    private const string Assertions = Customer + "/assertions";

    private const string Decision = """{"customer":"cus_00112233445566778899aabbccddeeff","purpose":"personalisation","fields":["email"]}""";

    private static readonly string[] Usual = ["Authorization: Bearer a.b.c", "Idempotency-Key: op-1", "Content-Type: application/json"];

    /// <summary>True when the body goes in chunks, without its length.</summary>
    public bool Chunked { get; init; }

    /// <summary>Every row.</summary>
    public static readonly IReadOnlyList<BadRequest> All =
    [
        Big("HT20 too large", chunked: false),
        Big("HT20 too large in chunks", chunked: true),
        Write("HT25 gzip", 415, "unsupported-media-type", [.. Usual, "Content-Encoding: gzip"]),
        Write("HT25 identity", 415, "unsupported-media-type", [.. Usual, "Content-Encoding: identity"]),
        Write("no content type", 415, "unsupported-media-type", [.. Usual[..2]]),
        Write("text/json", 415, "unsupported-media-type", [.. Usual[..2], "Content-Type: text/json"]),
        Write("form", 415, "unsupported-media-type", [.. Usual[..2], "Content-Type: application/x-www-form-urlencoded"]),
        Write("HT8 charset", 400, "malformed-json", [.. Usual[..2], "Content-Type: application/json; charset=iso-8859-1"]),
        Write("HT26 XML", 406, "not-acceptable", [.. Usual, "Accept: application/xml"]),
        Write("HT26 JSON of no quality", 406, "not-acceptable", [.. Usual, "Accept: application/json;q=0"]),
        Read("HT26 read of XML", Customer, 406, "not-acceptable", "Accept: text/html, application/xml"),
        new("HT27 wrong method", "PUT", Assertions, Usual, Encoding.UTF8.GetBytes("{}"), 405, "method-not-allowed"),
        new("HT27 delete", "DELETE", Customer, Usual, null, 405, "method-not-allowed"),
        new("HT27 override", "GET", Assertions, [.. Usual, "X-HTTP-Method-Override: POST"], null, 405, "method-not-allowed"),
        Read("HT28 empty segment", "/v1//customers/cus_00112233445566778899aabbccddeeff"),
        Read("HT28 dot", "/v1/./customers/cus_00112233445566778899aabbccddeeff"),
        Read("HT28 dot dot", "/v1/x/../customers/cus_00112233445566778899aabbccddeeff"),
        Read("HT28 escaped dots", "/v1/x/%2e%2e/customers/cus_00112233445566778899aabbccddeeff"),
        Read("HT28 escaped slash", "/v1/customers/cus_00112233445566778899aabbccddeeff%2Fjournal"),
        Read("HT28 last slash", Customer + "/"),
        Read("HT28 last dot", Customer + "."),
        Read("HT28 parameter", Customer + ";jsessionid=1"),
        Read("HT28 case of the path", "/V1/Customers/cus_00112233445566778899aabbccddeeff"),
        Read("HT28 case of the id", "/v1/customers/CUS_00112233445566778899AABBCCDDEEFF"),
        Read("HT28 no id", "/v1/customers/1"),
        Read("HT28 key that is an address", "/v1/customers/by-key/crm/ana%40a.example"),
        Read("HT28 key that is a number to dial", "/v1/customers/by-key/crm/0049-30-1234567"),
        Read("HT28 no source", "/v1/customers/by-key/CRM!/1"),
        Read("nothing there", "/v1/nothing"),
        Read("nothing at all", "/nothing"),
        Read("HT29 parameter twice", Customer + "/journal?limit=1&limit=2", 400, "duplicate-parameter"),
        Read("HT29 twice in other case", Customer + "/journal?limit=1&LIMIT=2", 400, "duplicate-parameter"),
        Read("unknown parameter", Customer + "?fields=email", 400, "validation-failed"),
        Read("LE1 limit 0", Customer + "/journal?limit=0", 400, "validation-failed"),
        Read("LE1 limit -1", Customer + "/journal?limit=-1", 400, "validation-failed"),
        Read("LE1 limit 501", Customer + "/journal?limit=501", 400, "validation-failed"),
        Read("LE1 limit abc", Customer + "/journal?limit=abc", 400, "validation-failed"),
        Read("LE1 limit of 20 digits", Customer + "/journal?limit=99999999999999999999", 400, "validation-failed"),
        Read("from 0", Customer + "/journal?from=0", 400, "validation-failed"),
        Read("AU14 key in the address", Customer + "?api_key=s", 400, "credential-in-url"),
        Read("AU14 token in the address", Customer + "?access_token=s", 400, "credential-in-url"),
        new("AU2 two bearers", "GET", Customer, ["Authorization: Bearer a.b.c", "Authorization: Bearer d.e.f"], null, 400, "ambiguous-credentials"),
        new("AU2 bearer and key", "GET", Customer, ["Authorization: Bearer a.b.c", "X-Api-Key: k"], null, 400, "ambiguous-credentials"),
        new("no credential", "GET", Customer, [], null, 401, "invalid-credential"),
        new("other scheme", "GET", Customer, ["Authorization: Basic YTpi"], null, 401, "invalid-credential"),
        new("empty bearer", "GET", Customer, ["Authorization: Bearer "], null, 401, "invalid-credential"),
        new("bearer with blank", "GET", Customer, ["Authorization: Bearer a b"], null, 401, "invalid-credential"),
        new("no credential for a write", "POST", Assertions, Usual[1..], Encoding.UTF8.GetBytes(BadBody.Good), 401, "invalid-credential"),
        Write("IV1 no key", 428, "idempotency-key-required", [Usual[0], Usual[2]]),
        Write("IV2 empty key", 400, "validation-failed", [Usual[0], Usual[2], "Idempotency-Key: "]),
        Write("IV2 long key", 400, "validation-failed", [Usual[0], Usual[2], "Idempotency-Key: " + new string('k', 256)]),
        Write("IV2 key with blank", 400, "validation-failed", [Usual[0], Usual[2], "Idempotency-Key: a b"]),
        Write("two keys", 400, "duplicate-parameter", [.. Usual, "Idempotency-Key: op-2"]),
        Ask("a decision without credential", [Usual[2]], "{}", 401, "invalid-credential"),
        Ask("a decision without type", [Usual[0]], "{}", 415, "unsupported-media-type"),
        Ask("a decision without anything", [Usual[0], Usual[2]], "{}", 400, "validation-failed"),
        Ask("a decision with more than is asked", [Usual[0], Usual[2]], Decision[..^1] + ",\"value\":\"x\"}", 400, "unknown-property"),
        Ask("a decision that says its purpose twice", [Usual[0], Usual[2]], Decision[..^1] + ",\"purpose\":\"x\"}", 400, "duplicate-property"),
        Ask("a decision of one field that is no list", [Usual[0], Usual[2]], Decision.Replace("[\"email\"]", "\"email\"", StringComparison.Ordinal), 400,
            "validation-failed"),
        Ask("a decision of nobody's id", [Usual[0], Usual[2]], Decision.Replace("cus_", "CUS_", StringComparison.Ordinal), 400, "validation-failed"),
        Ask("a decision cut short", [Usual[0], Usual[2]], Decision[..^1], 400, "malformed-json"),
        Read("a decision that is read", "/v1/decide", 405, "method-not-allowed"),
        Read("authority of no name", "/v1/authority/E-Mail"),
        new("AK10 large ack", "POST", "/v1/acks/dlv_1", ["Content-Type: application/json"], new byte[1024 * 1024], 413, "payload-too-large"),
        new("two signatures", "POST", "/v1/acks/dlv_1", ["webhook-signature: v1,a", "webhook-signature: v1,b"], [1], 401, "invalid-signature"),
        Write("two signatures of a source", 400, "ambiguous-credentials", [.. Usual, "Assertion-Signature: a.b.c", "Assertion-Signature: a.b.c"]),
        Write("AS15 empty signature", 403, "invalid-proof", [.. Usual, "Assertion-Signature: "]),
        Write("AS15 signature in two parts", 403, "invalid-proof", [.. Usual, "Assertion-Signature: a.b"]),
        Write("AS15 encrypted signature", 403, "invalid-proof", [.. Usual, "Assertion-Signature: a.b.c.d.e"]),
        Write("AS15 signature with a comma", 403, "invalid-proof", [.. Usual, "Assertion-Signature: a.b.c, a.b.c"]),
        Write("AS15 long signature", 403, "invalid-proof", [.. Usual, "Assertion-Signature: a.b." + new string('c', 2048)]),
        .. BadBody.OfAssertions.Select(b => new BadRequest(b.Row, "POST", Assertions, Usual, b.Bytes, b.Status, b.Slug)),
    ];

    /// <inheritdoc/>
    public override string ToString() => Row;

    private static BadRequest Write(string row, int status, string slug, params string[] headers) =>
        new(row, "POST", Assertions, headers, Encoding.UTF8.GetBytes(BadBody.Good), status, slug);

    private static BadRequest Ask(string row, string[] headers, string body, int status, string slug) =>
        new(row, "POST", "/v1/decide", headers, Encoding.UTF8.GetBytes(body), status, slug);

    private static BadRequest Read(string row, string target, int status = 404, string slug = "not-found", params string[] headers) =>
        new(row, "GET", target, [Usual[0], .. headers], null, status, slug);

    private static BadRequest Big(string row, bool chunked) =>
        new(row, "POST", Assertions, Usual, [.. Encoding.UTF8.GetBytes(BadBody.Good), .. Enumerable.Repeat((byte)' ', 64 * 1024)], 413, "payload-too-large")
        {
            Chunked = chunked,
        };
}
