using System.Text;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Tests.Policies;

public class MalformedDocumentTests
{
    public static TheoryData<string, string, string, string> Documents() => new()
    {
        { "metadata:", "metadata: &m", "/metadata", "anchor" },
        { "kind: GovernancePolicy", "kind: !!str GovernancePolicy", "/kind", "tag" },
        { "kind: GovernancePolicy", "kind: GovernancePolicy\nkind: GovernancePolicy", "/kind", "duplicate-key" },
        { "crm:          {kind: platform,", "commerce: {kind: platform,", "/spec/sources/commerce", "duplicate-key" },
        { "kind: GovernancePolicy", "kind:\tGovernancePolicy", "", "tab" },
        { "kind: GovernancePolicy", "kind: \u0001", "", "control-character" },
        { "changeNote: Partner", "changeNote: [Partner", "/metadata/changeNote", "malformed-yaml" },
        { "kind: GovernancePolicy", "kind: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]", "/kind/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0", "malformed-yaml" },
        { "kind: GovernancePolicy", "kind: GovernancePolicy\n? [a]\n: b", "/kind", "malformed-yaml" },
        { "apiVersion: identitygrains/v1", "apiVersion: identitygrains/v2", "/apiVersion", "unknown-word" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_that_may_mean_two_things_is_refused(string old, string replacement, string path, string code) =>
        Sample.Refuses(Sample.With(old, replacement), path, code);

    [Fact]
    public void Aliases_are_refused() =>
        Sample.Refuses(
            Sample.With("category: profile\n      type: email", "category: *c\n      type: email")
                .Replace("profile:   ", "profile: &c", StringComparison.Ordinal),
            "/spec/fields/email/category",
            "alias");

    [Theory]
    [InlineData("", "malformed-yaml")]
    [InlineData("# nothing\n", "malformed-yaml")]
    [InlineData("- a\n- b\n", "wrong-type")]
    [InlineData("text", "wrong-type")]
    [InlineData("null", "wrong-type")]
    [InlineData("a: 1\n---\nb: 2\n", "many-documents")]
    public void What_is_no_document_is_refused(string text, string code) => Sample.Refuses(text, "", code);

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Sample.Refuses("a: \ud800", "", "invalid-encoding");

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal("invalid-encoding", PolicyDocument.Load([0x61, 0xC3, 0x28]).Errors[0].Code);

    [Fact]
    public void A_document_that_is_too_large_is_not_read_at_all()
    {
        var padded = Sample.Text + new string('#', PolicyDocument.MostBytes - Encoding.UTF8.GetByteCount(Sample.Text));
        Assert.True(PolicyDocument.Load(padded).Accepted);
        Assert.Equal("too-large", PolicyDocument.Load(padded + "#").Errors.Single().Code);
    }

    [Fact]
    public void Everything_wrong_is_named_at_once()
    {
        var document = Sample.With("kind: GovernancePolicy", "kind: x")
            .Replace("codeDigits: 6", "codeDigits: 4", StringComparison.Ordinal)
            .Replace("quorum: 1", "quorums: 1", StringComparison.Ordinal);
        Assert.Equal(
            [
                "/kind", "/spec/fields/email/verification/codeDigits", "/spec/fields/phone_mobile/verification/codeDigits",
                "/spec/reviews/sync_exceptions/quorums",
            ],
            PolicyDocument.Load(document).Errors.Select(e => e.Path));
    }

    [Fact]
    public void An_error_names_its_line() =>
        Assert.Equal(2, Sample.Changed("kind: GovernancePolicy", "kind: x").Errors.Single().Line);
}
