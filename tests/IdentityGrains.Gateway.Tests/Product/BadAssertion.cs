namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>What is said of a customer and refused: one row of the table of bad assertions.</summary>
/// <param name="Row">The table's number of it, and what is wrong.</param>
/// <param name="Fields">The member <c>fields</c> of the body, as JSON.</param>
public sealed record BadAssertion(string Row, string Fields, int Status, string Slug, string? Pointer)
{
    private const string Family = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    /// <summary>Who says it.</summary>
    public string By { get; init; } = "nhi:crm-cdc";

    /// <summary>Of whom; null for a customer who is known.</summary>
    public string? Whom { get; init; }

    /// <summary>Rows that are refused.</summary>
    public static readonly IReadOnlyList<BadAssertion> Refused =
    [
        new("AS2 a customer who is none", Name("Ana"), 404, "subject-not-found", null) { Whom = "/v1/customers/cus_00112233445566778899aabbccddeeff" },
        new("AS2 a key that is nobody's", Name("Ana"), 404, "subject-not-found", null) { Whom = "/v1/customers/by-key/crm/nobodys" },
        new("AS5 a field that the policy does not know", "{\"shoe_size\":\"42\"}", 422, "unknown-field", "/fields/shoe_size"),
        new("AS5 a field that no policy can name", "{\"Given Name\":\"Ana\"}", 422, "unknown-field", "/fields/Given Name"),
        new("AS6 nothing is said", "{}", 400, "validation-failed", "/fields"),
        new("AS6 one field is said twice", "{\"given_name\":\"Ana\",\"given_name\":\"Eva\"}", 400, "duplicate-property", "/fields/given_name"),
        new("AS8 a name of 101 letters", Name(new string('x', 101)), 422, "validation-failed", GivenName),
        new("AS8 a name of 101 emoji", Name(string.Concat(Enumerable.Repeat("\uD83D\uDE00", 101))), 422, "validation-failed", GivenName),
        new("AS8 a text longer than any field reads", Name(new string('x', 9_000)), 422, "validation-failed", GivenName),
        new("AS8 a name of spaces", Name("   "), 422, "validation-failed", GivenName),
        new("AS8 a name of which nothing can be seen", Name("\u200B"), 422, "validation-failed", GivenName),
        Email("two at signs", "a@b@x.test"),
        Email("a quoted local part", "\\\"ana maria\\\"@x.test"),
        Email("321 bytes", new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('d', 50), 5)) + ".d"),
        Email("a Cyrillic letter among Latin ones", "ana@ex\u0430mple.com"),
        Email("the same as punycode", "ana@xn--exmple-4nf.com"),
        Email("a host without a domain", "admin@localhost"),
        Email("markup", "<script>@x.test"),
        new("AS9 an address with a line break", "{\"email\":\"ana@x.test\\r\\nBcc: b@x.test\"}", 422, "invalid-characters", "/fields/email"),
        Phone("a prefix of zeros", "00493012345678"),
        Phone("letters", "+1800FLOWERS"),
        Phone("forty digits", "+" + new string('1', 40)),
        Phone("a country that is none", "+999"),
        new("AS11 three hundred marks on one letter", Name("a" + new string('\u0323', 300)), 422, "invalid-characters", GivenName),
        Birth("in the future", "2099-01-01"),
        Birth("before anybody who lives", "1800-01-01"),
        Birth("on a day that there was not", "2025-02-29"),
        new("AS14 a proof that the caller claims himself", Name("Ana") + ",\"proof\":\"subject_authenticated\"", 400, "unknown-property", "/proof"),
        new("AS22 a number of forty digits", "{\"given_name\":" + new string('9', 40) + "}", 400, "validation-failed", GivenName),
        new("AS22 minus zero", "{\"given_name\":-0}", 400, "validation-failed", GivenName),
        new("AS22 a number with an exponent", "{\"given_name\":1e9}", 400, "validation-failed", GivenName),
        new("AS23 a value nested 33 deep", "{\"given_name\":" + new string('[', 33) + new string(']', 33) + "}", 400, "too-deep", null),
        new("AS23 a value of 65 KiB", Name(new string('x', 65 * 1024)), 413, "payload-too-large", null),
    ];

    /// <summary>Rows that look bad and are taken: what is said, what becomes of it, and what the customer's view says then.</summary>
    public static readonly IReadOnlyList<TakenAssertion> Taken =
    [
        Said("AS8 the empty text says that there is nothing, as the record does", "", "null", outcome: "corroborates"),
        new("AS9 an address with a domain in its own script is told in both forms", "email", "\"ana@b\u00FCcher.example\"", "pending",
            "\"ana@xn--bcher-kva.example\"") { Written = "ana@b\u00FCcher.example" },
        Said("AS11 a name whose accents are letters of their own", "Jose\u0301", "\"Jos\u00E9\""),
        Said("AS11 a name from right to left", "\u05E9\u05E8\u05D4", "\"\u05E9\u05E8\u05D4\""),
        Said("AS11 a family of emoji", Family, $"\"{Family}\""),
        Said("AS11 a single letter", "X", "\"X\""),
        new("AS14 a source that proves too little is heard and not believed", "given_name", "\"Ana\"", "insufficient_proof", "null") { By = "nhi:web-bff" },
        Said("AS17 markup", "<script>alert(1)</script>"),
        Said("AS17 a formula", "=cmd|' /C calc'!A0"),
        Said("AS17 a template", "{{7*7}}"),
        Said("AS17 a lookup", "${jndi:ldap://x}"),
        Said("AS17 a query", "'; DROP TABLE customers; --"),
    ];

    /// <summary>Rows that wait for what the product does not do yet.</summary>
    public static readonly IReadOnlyList<string> NotYet =
    [
        "AS3 an erased customer is gone for those who could see him: waits for erasure",
        "AS4 the id of a customer who was merged away leads to the survivor: waits for merges",
        "AS15 a signed proof that is wrong, of another customer or used before: waits for signed assertions",
        "AS18 more assertions for one customer in a minute than the limit of one principal: waits for rates per principal",
        "AS20 a partner's file that dates all its rows now: waits for the rules about anomalies",
        "AS21 a value that is another customer's verified contact point: waits for possible matches",
    ];

    private const string GivenName = "/fields/given_name";

    /// <inheritdoc/>
    public override string ToString() => Row;

    private static string Name(string text) => $"{{\"given_name\":\"{text}\"}}";

    private static BadAssertion Email(string row, string address) =>
        new($"AS9 an address with {row}", $"{{\"email\":\"{address}\"}}", 422, "invalid-email", "/fields/email");

    private static BadAssertion Phone(string row, string number) =>
        new($"AS10 a number with {row}", $"{{\"phone_mobile\":\"{number}\"}}", 422, "invalid-phone", "/fields/phone_mobile");

    private static BadAssertion Birth(string row, string day) =>
        new($"AS12 a birth {row}", $"{{\"date_of_birth\":\"{day}\"}}", 422, "validation-failed", "/fields/date_of_birth") { By = "nhi:idp-events" };

    private static TakenAssertion Said(string row, string name, string? stored = null, string outcome = "winner") =>
        new(row, "given_name", $"\"{name}\"", outcome, stored ?? $"\"{name}\"");
}

/// <summary>What is said of a customer and taken although it looks bad.</summary>
public sealed record TakenAssertion(string Row, string Field, string Said, string Outcome, string Stored)
{
    /// <summary>Who says it.</summary>
    public string By { get; init; } = "nhi:crm-cdc";

    /// <summary>The value as people write it; null where that is the value itself.</summary>
    public string? Written { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Row;
}
