using System.Text;
using IdentityGrains.Gateway.Tests.Product;
using static IdentityGrains.Gateway.Tests.Governance.GovernedProduct;

namespace IdentityGrains.Gateway.Tests.Governance;

/// <summary>
/// An act on a policy that is refused, and how. Of the table's rows three are not here: a draft that was not simulated (PO4) and an approver who left since
/// (PO5), because nobody simulates yet and nobody tells who left; and an activation beside another (PO6), which a scenario brings about.
/// </summary>
public sealed record BadPolicy(string Row, int Status, string Slug, string? Pointer = null, string? Code = null)
{
    private const string Privacy = "chief-privacy-officer";
    private const string Data = "head-of-customer-data";

    private const string Nickname = """
            nickname:
              {category: profile, type: personName, systemOfRecord: self_service, sources: [{id: self_service, rank: 1, minProof: subject_authenticated}]}

        """;

    private static readonly string Nobodys = new('0', 64);

    internal Func<GovernedProduct, Task<ApiAnswer>> Act { get; init; } = null!;

    /// <summary>Every row.</summary>
    public static readonly IReadOnlyList<BadPolicy> All =
    [
        Document("PO1 empty", 400, "policy-malformed", _ => ""),
        Document("PO1 aliases", 400, "policy-malformed", d => d.Replace("metadata:", "a: &a [x]\nb: &b [*a, *a]\nmetadata:", StringComparison.Ordinal)),
        Document("PO1 tab", 400, "policy-malformed", d => d.Replace("  defaults:", "\tdefaults:", StringComparison.Ordinal)),
        Document("PO1 key twice", 400, "policy-malformed", d => d.Replace("kind: Gov", "kind: x\nkind: Gov", StringComparison.Ordinal)),
        Document("PO1 tag", 400, "policy-malformed", d => d.Replace("kind: Gov", "kind: !!python/object Gov", StringComparison.Ordinal)),
        Document("PO1 cut short", 400, "policy-malformed", d => d[..^20] + "{"),
        Bytes("PO1 5 MiB", 413, "payload-too-large", "application/yaml", () => Encoding.UTF8.GetBytes(Sample.PadRight(5 * 1024 * 1024, '#'))),
        Bytes("PO1 no UTF-8", 400, "policy-malformed", "application/yaml", () => [0xC3, 0x28]),
        Bytes("PO1 other charset", 400, "policy-malformed", "application/yaml; charset=iso-8859-1", () => Encoding.Latin1.GetBytes(Sample)),
        Bytes("PO1 as JSON", 415, "unsupported-media-type", "application/json", () => Encoding.UTF8.GetBytes("{}")),
        Document("PO2 no owner", 422, "policy-invalid", d => Without(d, "owner: role:head-of-iam,"), "/spec/categories/verification_status/owner"),
        Document(
            "PO2 two owners", 422, "policy-invalid", d => d.Replace("owner: role:head-of-iam,", "owner: [role:a, role:b],", StringComparison.Ordinal),
            "/spec/categories/verification_status/owner"),
        Document(
            "PO2 unknown source", 422, "policy-invalid",
            d => First(d, "systemOfRecord: self_service", "systemOfRecord: the_moon")),
        Document("PO2 field without rank 1", 422, "policy-invalid", d => First(d, "rank: 1", "rank: 2")),
        Document("PO2 include", 422, "policy-invalid", d => d.Replace("\nspec:", "\ninclude: other.yaml\nspec:", StringComparison.Ordinal), "/include"),
        Document(
            "PO2 an example that comes out otherwise", 422, "policy-invalid",
            d => First(d, "expect: {winner: a@x.test, loser: {crm: lower_rank}}", "expect: {winner: b@x.test}"), Code: "test-failed"),
        On("PO4 no approval", 409, "policy-not-approved", async (p, hash) => await Activate(p.Anna, hash)),
        On("PO4 one approval", 409, "policy-not-approved", async (p, hash) =>
        {
            await Approve(p.Petra, hash, Privacy);
            return await Activate(p.Anna, hash);
        }),
        On("PO4 a hash that nobody proposed", 404, "policy-not-found", (p, _) => Activate(p.Anna, Nobodys)),
        On("PO4 changed since its approval", 404, "policy-not-found", async (p, _) =>
        {
            var document = await p.AnotherInForce();
            await p.Approved(document);
            return await Activate(p.Anna, Formats.Policies.PolicyDocument.HashOf(document + "# one more line\n"));
        }),
        On("PO4 no hash", 404, "policy-not-found", (p, hash) => Activate(p.Anna, hash.ToUpperInvariant())),
        On("PO5 the author's own draft", 403, "approval-invalid", (p, hash) => Approve(p.Anna, hash, Privacy), "/role", "own-proposal"),
        On("PO5 twice", 403, "approval-invalid", (p, hash) => Twice(p, hash, Privacy), "/role", "approved-already"),
        On("PO5 twice in two roles", 403, "approval-invalid", (p, hash) => Twice(p, hash, Data), "/role", "approved-already"),
        On("PO5 a role that nobody asks for", 403, "approval-invalid", (p, hash) => Approve(p.Petra, hash, "janitor"), "/role", "role-not-asked"),
        On("PO5 a role that is not held", 403, "approval-invalid", (p, hash) => Approve(p.David, hash, Privacy), "/role", "role-not-held"),
        On(
            "PO5 a role in which somebody else approved", 403, "approval-invalid", async (p, hash) =>
            {
                await Approve(p.David, hash, Data);
                return await Approve(p.Product.AsPerson("dora", Data), hash, Data);
            },
            "/role", "role-taken"),
        On("PO5 a service identity", 403, "forbidden", (p, hash) => Approve(p.Product.As("nhi:crm-cdc"), hash, Privacy)),
        On("no role proposes", 403, "forbidden", async (p, _) => await p.Propose(await p.AnotherInForce(), p.Product.AsPerson("zoe"))),
        On("no role activates", 403, "forbidden", (p, hash) => Activate(p.Product.AsPerson("zoe", "janitor"), hash)),
        On("an approval of nothing", 404, "policy-not-found", (p, _) => Approve(p.Petra, Nobodys, Privacy)),
        On("an approval without role", 400, "validation-failed", (p, hash) => p.Petra.Ask($"/v1/policies/{hash}/approvals", "{}"), "/role"),
        On("an approval of no role", 400, "validation-failed", (p, hash) => Approve(p.Petra, hash, ""), "/role"),
        On("PO7 back to a document that lacks a field in use", 422, "policy-incompatible", async (p, _) =>
        {
            var inForce = await p.AnotherInForce();
            var more = inForce.Contains("    nickname:", StringComparison.Ordinal) ? inForce : WithNickname(inForce);
            Xunit.Assert.Equal(200, (await Activate(p.Anna, await p.Approved(more))).Status);
            return await Activate(p.Anna, await p.Approved(p.Another()));
        }, "/spec/fields/nickname", "field-in-use"),
        On("PO8 in the past", 422, "validation-failed", (p, _) => At(p, -TimeSpan.FromMinutes(5)), "/effectiveAt", "effective-in-past"),
        On("PO8 later", 422, "validation-failed", (p, _) => At(p, TimeSpan.FromDays(1)), "/effectiveAt", "effective-later"),
        On("PO8 at no time", 400, "validation-failed", (p, hash) => Activate(p.Anna, hash, """{"effectiveAt":"tomorrow"}"""), "/effectiveAt"),
        On("an activation with more than is asked", 400, "unknown-property", (p, hash) => Activate(p.Anna, hash, """{"force":true}"""), "/force"),
    ];

    /// <inheritdoc/>
    public override string ToString() => Row;

    private static BadPolicy Document(string row, int status, string slug, Func<string, string> change, string? pointer = null, string? Code = null) =>
        new(row, status, slug, pointer, Code) { Act = p => p.Propose(change(p.Another())) };

    private static BadPolicy Bytes(string row, int status, string slug, string type, Func<byte[]> body) =>
        new(row, status, slug) { Act = p => p.Anna.Send("/v1/policies", type, body()) };

    // On a proposal of its own, so that rows stand in no order.
    private static BadPolicy On(
        string row, int status, string slug, Func<GovernedProduct, string, Task<ApiAnswer>> act, string? pointer = null, string? code = null) =>
        new(row, status, slug, pointer, code) { Act = async p => await act(p, await p.Proposed(await p.AnotherInForce())) };

    private static async Task<ApiAnswer> Twice(GovernedProduct p, string hash, string then)
    {
        await Approve(p.Petra, hash, Privacy);
        return await Approve(p.Petra, hash, then);
    }

    private static async Task<ApiAnswer> At(GovernedProduct p, TimeSpan from)
    {
        var at = IdentityGrains.Gateway.Intake.Rfc3339.Write(p.Product.Now + from);
        return await Activate(p.Anna, await p.Approved(await p.AnotherInForce()), $$"""{"effectiveAt":"{{at}}"}""");
    }

    private static string WithNickname(string document) => First(document, "    given_name:", Nickname + "    given_name:");

    private static string Without(string document, string part) => document.Replace(part, "", StringComparison.Ordinal);

    private static string First(string document, string old, string replacement)
    {
        var at = document.IndexOf(old, StringComparison.Ordinal);
        return document[..at] + replacement + document[(at + old.Length)..];
    }
}
