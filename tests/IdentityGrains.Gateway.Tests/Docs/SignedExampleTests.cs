using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Tests.Callers;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Docs;

/// <summary>The worked example of the page, computed again.</summary>
public sealed class SignedExampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("example-");

    private static readonly string Section = SectionOf(File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md")), "## Signed assertions\n");

    private static readonly string[] Blocks = [.. Section.Split("```").Where((_, place) => place % 2 == 1).Select(b => b[(b.IndexOf('\n') + 1)..].Trim())];

    private static string Body => Blocks[1];

    private static string Text => Blocks[2];

    private static string Signature => Blocks[3];

    private static string Key => Blocks[4];

    private static CustomerCommand Said =>
        BodyReader.Command(CommandText.Assert, Body) with { Operation = OperationId.FromTrusted("pos-R-1001-1") };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_text_is_that_of_the_body() => Assert.Equal(Text, CommandText.Of(Said));

    [Fact]
    public void The_digest_is_that_of_the_text() => Assert.Contains($"`cmd` is `{CommandText.DigestOf(Text)}`", Section, StringComparison.Ordinal);

    [Fact]
    public async Task The_signature_holds()
    {
        var key = Path.Combine(_folder.FullName, "pos.pem");
        await File.WriteAllTextAsync(key, Key, TestContext.Current.CancellationToken);
        var trust = new TrustOptions { Environment = "production" };
        trust.Sources["pos"] = new SigningSource { Principal = "nhi:pos-gateway", KeyFiles = { key } };
        var verifier = new SignatureVerifier(Options.Create(trust), new SqliteClock(new Then()));

        var named = await verifier.Verify(Signature, new PrincipalId("nhi:pos-gateway"), Said);

        Assert.Equal("pos:R-1001", SignedSubject.TextOf(named.Key!.Value));
    }

    private static string SectionOf(string page, string heading)
    {
        var begin = page.IndexOf(heading, StringComparison.Ordinal);
        return page[begin..page.IndexOf("\n## ", begin + heading.Length, StringComparison.Ordinal)];
    }

    private sealed class Then : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 2, 5, 0, TimeSpan.Zero);
    }
}
