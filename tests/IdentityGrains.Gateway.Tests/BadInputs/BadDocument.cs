using System.Text;
using System.Text.Json.Nodes;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>What is wrong with a body of JSON, whatever the route: the bytes that a row of the table makes of a good body, and what they get.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Status">The status.</param>
/// <param name="Slug">The problem.</param>
/// <param name="Spoil">Makes the bad bodies of a good one; none where the row does not concern the route.</param>
public sealed record BadDocument(string Row, int Status, string Slug, Func<RouteRow, string, IEnumerable<byte[]>> Spoil)
{
    private const string Malformed = "malformed-json", Unicode = "invalid-unicode", Invalid = "validation-failed", Unknown = "unknown-property";
    private const string Duplicate = "duplicate-property";

    private static readonly string[] Instants =
    [
        "2026-02-30T00:00:00Z", "2026-12-31T23:59:60Z", "2026-01-01T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01T00:00:00+14:01",
    ];

    /// <summary>Every row.</summary>
    public static readonly IReadOnlyList<BadDocument> All =
    [
        Is("HT1", 400, Malformed, _ => ["", " \n"]),
        Is("HT2", 400, Malformed, _ => ["null"]),
        Is("HT3", 400, Malformed, _ => ["[]", "\"x\"", "1", "true"]),
        Is("HT4", 400, Malformed, good => [good[..^1], good[..(good.Length / 2)], good[..^1] + ",}", "{/**/" + good[1..]]),
        Is("HT5", 400, Malformed, good => [good + good, good + "{}"]),
        Is("HT7", 400, Malformed, good => ["\uFEFF" + good]),
        new("HT8", 400, Malformed, (_, good) => [Encoding.Unicode.GetBytes(good), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(good)]]),
        new("HT9", 400, Unicode, (_, good) => new byte[][] { [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE9] }.Select(bytes => Around(good, bytes))),
        Is("HT10", 400, Unicode, good => [Also(good, "\"zz\":\"\\ud800\""), Also(good, "\"zz\":\"a\\udc00\"")]),
        Is("HT11", 422, Unicode, good => [Also(good, "\"zz\":\"a\\u0000b\""), Also(good, "\"z\\u0000\":1")]),
        Is("HT13", 400, Duplicate, good => [Also(good, Member(good, First(good)))]),
        Is("HT14 other case", 400, Unknown, good => [Also(good, Member(good, First(good), Cased(First(good))))]),
        Is("HT14 escaped", 400, Duplicate, good => [Also(good, Member(good, First(good), Escaped(First(good))))]),
        Is("HT15", 400, Unknown, good => Names("__proto__", "$type", "$ref", "$id", "constructor").Select(name => Also(good, $"\"{name}\":\"x\""))),
        Is("HT16", 400, Unknown, good =>
            Names("version", "entryHash", "tenant", "recordedAt", "policyVersion", "actor", "principal").Select(name => Also(good, $"\"{name}\":\"1\""))),
        new("HT17 absent", 400, Invalid, (row, good) => row.Required.Select(name => Bytes(RouteRow.With(good, name, null, remove: true)))),
        new("HT17 null", 400, Invalid, (row, good) => row.Required.Select(name => Bytes(RouteRow.With(good, name, null)))),
        new("HT31", 400, Invalid, (row, good) =>
            row.Instant is null ? [] : Instants.Select(instant => Bytes(RouteRow.With(good, row.Instant, JsonValue.Create(instant))))),
    ];

    /// <summary>
    /// What it gets on a route: in SCIM names mean the same in every case, so that another case is the same name twice, and what the law alone would refuse
    /// is 400 like the rest.
    /// </summary>
    public (int Status, string Slug) On(RouteRow row) =>
        row.Kind == RouteKind.Scim ? (400, Row == "HT14 other case" ? Duplicate : Slug) : (Status, Slug);

    /// <inheritdoc/>
    public override string ToString() => Row;

    private static BadDocument Is(string row, int status, string slug, Func<string, IEnumerable<string>> spoil) =>
        new(row, status, slug, (_, good) => spoil(good).Select(Bytes));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string[] Names(params string[] names) => names;

    private static string Also(string good, string member) => good[..^1] + "," + member + "}";

    private static string First(string good) => JsonNode.Parse(good)!.AsObject().First().Key;

    private static string Member(string good, string name, string? spelled = null) =>
        $"\"{spelled ?? name}\":{JsonNode.Parse(good)![name]?.ToJsonString() ?? "null"}";

    private static string Cased(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Escaped(string name) => $"\\u{(int)name[0]:x4}{name[1..]}";

    private static byte[] Around(string good, byte[] bytes) => [.. Bytes(good[..^1] + ",\"zz\":\""), .. bytes, .. "\"}"u8];
}
