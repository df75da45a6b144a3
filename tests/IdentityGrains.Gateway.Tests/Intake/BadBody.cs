using System.Text;

namespace IdentityGrains.Gateway.Tests.Intake;

/// <summary>A body that is refused, and how: one row of the table of bad inputs.</summary>
public sealed record BadBody(string Row, byte[] Bytes, int Status, string Slug, string? Pointer = null)
{
    private const string At = "\"observedAt\":\"2026-01-02T03:04:05Z\"";

    /// <summary>A body that is read.</summary>
    public static readonly string Good = "{" + At + ",\"fields\":{\"given_name\":\"Ana\"}}";

    /// <summary>Every row for the body of an assertion.</summary>
    public static readonly IReadOnlyList<BadBody> OfAssertions =
    [
        new("HT1 empty", [], 400, "malformed-json"),
        Text("HT1 white space", "  \n", 400, "malformed-json"),
        Text("HT2 null", "null", 400, "malformed-json"),
        Text("HT3 array", "[]", 400, "malformed-json"),
        Text("HT3 text", "\"x\"", 400, "malformed-json"),
        Text("HT3 number", "1", 400, "malformed-json"),
        Text("HT4 truncated", Good[..^1], 400, "malformed-json"),
        Text("HT4 truncated text", "{\"observedAt\":\"20", 400, "malformed-json"),
        Text("HT4 comment", "{/*x*/" + Good[1..], 400, "malformed-json"),
        Text("HT4 trailing comma", Good[..^1] + ",}", 400, "malformed-json"),
        Text("HT4 single quotes", "{'a':1}", 400, "malformed-json"),
        Text("HT4 NaN", "{\"a\":NaN}", 400, "malformed-json"),
        Text("HT5 two documents", Good + Good, 400, "malformed-json"),
        Text("HT7 byte order mark", "\uFEFF" + Good, 400, "malformed-json"),
        new("HT8 UTF-16 with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], 400, "malformed-json"),
        new("HT8 UTF-16 without", Encoding.Unicode.GetBytes(Good), 400, "malformed-json"),
        new("HT8 UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(Good), 400, "malformed-json"),
        new("HT9 C3 28", Around([0xC3, 0x28]), 400, "invalid-unicode"),
        new("HT9 overlong C0 80", Around([0xC0, 0x80]), 400, "invalid-unicode"),
        new("HT9 surrogate ED A0 80", Around([0xED, 0xA0, 0x80]), 400, "invalid-unicode"),
        new("HT9 Latin-1", Around([0xE9]), 400, "invalid-unicode"),
        Field("HT10 lone high surrogate", "\"\\ud800\"", 400, "invalid-unicode", "/fields/given_name"),
        Field("HT10 lone low surrogate", "\"a\\udc00\"", 400, "invalid-unicode", "/fields/given_name"),
        Field("HT10 reversed pair", "\"\\udc00\\ud800\"", 400, "invalid-unicode", "/fields/given_name"),
        Field("HT11 NUL", "\"a\\u0000b\"", 422, "invalid-unicode", "/fields/given_name"),
        Field("HT11 NUL in a part", "{\"line1\":\"\\u0000\"}", 422, "invalid-unicode", "/fields/given_name/line1"),
        Field("HT11 NUL in a list", "[\"a\",\"\\u0000\"]", 422, "invalid-unicode", "/fields/given_name/1"),
        Text("HT11 NUL in a name", "{" + At + ",\"fields\":{\"a\\u0000\":\"x\"}}", 422, "invalid-unicode", "/fields"),
        Text("HT13 duplicate", "{" + At + "," + At + ",\"fields\":{\"given_name\":\"Ana\"}}", 400, "duplicate-property", "/observedAt"),
        Text("HT13 duplicate field", "{" + At + ",\"fields\":{\"given_name\":\"Ana\",\"given_name\":\"Eva\"}}", 400, "duplicate-property",
            "/fields/given_name"),
        Field("HT13 duplicate part", "{\"city\":\"a\",\"city\":\"b\"}", 400, "duplicate-property", "/fields/given_name/city"),
        With("HT14 other case", "\"ObservedAt\":\"2026-01-02T03:04:05Z\"", 400, "unknown-property", "/ObservedAt"),
        Text("HT14 escaped duplicate", "{" + At + ",\"\\u006fbservedAt\":\"2026-01-02T03:04:05Z\",\"fields\":{\"given_name\":\"Ana\"}}", 400,
            "duplicate-property", "/observedAt"),
        With("HT15 __proto__", "\"__proto__\":{}", 400, "unknown-property", "/__proto__"),
        With("HT15 $type", "\"$type\":\"x\"", 400, "unknown-property", "/$type"),
        With("HT15 $ref", "\"$ref\":\"x\"", 400, "unknown-property", "/$ref"),
        With("HT15 $id", "\"$id\":\"1\"", 400, "unknown-property", "/$id"),
        With("HT15 constructor", "\"constructor\":null", 400, "unknown-property", "/constructor"),
        With("HT15 nested", "\"evidence\":[{\"kind\":\"a\",\"reference\":\"b\",\"x\":1}]", 400, "unknown-property", "/evidence/0/x"),
        With("HT16 version", "\"version\":1", 400, "unknown-property", "/version"),
        With("HT16 entryHash", "\"entryHash\":\"00\"", 400, "unknown-property", "/entryHash"),
        With("HT16 tenant", "\"tenant\":\"x\"", 400, "unknown-property", "/tenant"),
        With("HT16 recordedAt", "\"recordedAt\":null", 400, "unknown-property", "/recordedAt"),
        With("HT16 policyVersion", "\"policyVersion\":1", 400, "unknown-property", "/policyVersion"),
        With("HT16 actor", "\"actor\":\"x\"", 400, "unknown-property", "/actor"),
        With("HT16 proof", "\"proof\":\"subject_authenticated\"", 400, "unknown-property", "/proof"),
        Text("HT17 nothing", "{}", 400, "validation-failed"),
        Text("HT17 no instant", "{\"fields\":{\"given_name\":\"Ana\"}}", 400, "validation-failed", "/observedAt"),
        Text("HT17 no fields", "{" + At + "}", 400, "validation-failed", "/fields"),
        Text("HT17 null instant", "{\"observedAt\":null,\"fields\":{\"given_name\":\"Ana\"}}", 400, "validation-failed", "/observedAt"),
        Text("HT17 null fields", "{" + At + ",\"fields\":null}", 400, "validation-failed", "/fields"),
        With("HT17 null item", "\"evidence\":[null]", 400, "validation-failed", "/evidence/0"),
        With("HT17 no reference", "\"evidence\":[{\"kind\":\"a\"}]", 400, "validation-failed", "/evidence/0/reference"),
        With("HT17 text for list", "\"evidence\":\"x\"", 400, "validation-failed", "/evidence"),
        With("HT17 text for item", "\"evidence\":[\"x\"]", 400, "validation-failed", "/evidence/0"),
        With("HT17 number for text", "\"evidence\":[{\"kind\":1,\"reference\":\"b\"}]", 400, "validation-failed", "/evidence/0/kind"),
        With("evidence of no kind", "\"evidence\":[{\"kind\":\"A b\",\"reference\":\"b\"}]", 400, "validation-failed", "/evidence/0/kind"),
        With("evidence with line feed", "\"evidence\":[{\"kind\":\"a\",\"reference\":\"b\\n\"}]", 400, "validation-failed", "/evidence/0/reference"),
        Text("AS6 no field", "{" + At + ",\"fields\":{}}", 400, "validation-failed", "/fields"),
        Field("number as value", "1", 400, "validation-failed", "/fields/given_name"),
        Field("number in a list", "[1]", 400, "validation-failed", "/fields/given_name"),
        Field("list in a list", "[[\"a\"]]", 400, "validation-failed", "/fields/given_name"),
        Field("number as part", "{\"city\":1}", 400, "validation-failed", "/fields/given_name"),
        Text("AS5 no name of a field", "{" + At + ",\"fields\":{\"Given Name\":\"Ana\"}}", 422, "unknown-field", "/fields/Given Name"),
        Text("too many fields", "{" + At + ",\"fields\":{" + string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"f{i}\":null")) + "}}", 422,
            "too-many-items", "/fields"),
        Field("AS23 too deep", string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)), 400, "too-deep"),
        Instant("HT31 no such day", "\"2026-02-30T00:00:00Z\""),
        Instant("HT31 leap second", "\"2026-12-31T23:59:60Z\""),
        Instant("HT31 no offset", "\"2026-01-01T00:00:00\""),
        Instant("HT31 year 1", "\"0001-01-01T00:00:00Z\""),
        Instant("HT31 year 9999", "\"9999-12-31T23:59:59Z\""),
        Instant("HT31 offset", "\"2026-01-01T00:00:00+14:01\""),
        Instant("HT31 number", "1767225600"),
        Instant("HT31 flag", "true"),
    ];

    /// <inheritdoc/>
    public override string ToString() => Row;

    /// <summary>A body as text.</summary>
    public static BadBody Text(string row, string body, int status, string slug, string? pointer = null) =>
        new(row, Encoding.UTF8.GetBytes(body), status, slug, pointer);

    private static BadBody Field(string row, string value, int status, string slug, string? pointer = null) =>
        Text(row, "{" + At + ",\"fields\":{\"given_name\":" + value + "}}", status, slug, pointer);

    private static BadBody With(string row, string member, int status, string slug, string pointer) =>
        Text(row, Good[..^1] + "," + member + "}", status, slug, pointer);

    private static BadBody Instant(string row, string value) =>
        Text(row, "{\"observedAt\":" + value + ",\"fields\":{\"given_name\":\"Ana\"}}", 400, "validation-failed", "/observedAt");

    private static byte[] Around(byte[] bytes) =>
        [.. Encoding.UTF8.GetBytes("{" + At + ",\"fields\":{\"given_name\":\""), .. bytes, .. Encoding.UTF8.GetBytes("\"}}")];
}
