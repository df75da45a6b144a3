using System.Text;
using System.Text.Json;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Governance;

/// <summary>A product of one's own, because its policy is changed, and the people who change it.</summary>
public sealed class GovernedProduct : IAsyncLifetime
{
    private const string Privacy = "chief-privacy-officer";
    private const string Data = "head-of-customer-data";
    private int _versions;

    /// <summary>The sample shop's policy.</summary>
    public static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "sample", "policy.yaml"));

    internal ProductServer Product { get; } = new();

    internal ApiCaller Anna => Product.AsPerson("anna", "policy-author", Privacy);

    internal ApiCaller Petra => Product.AsPerson("petra", Privacy, Data);

    internal ApiCaller David => Product.AsPerson("david", Data);

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => Product.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Product.DisposeAsync();

    /// <summary>The sample under a version that was never used.</summary>
    internal string Another(string? document = null) =>
        (document ?? Sample).Replace("version: 2026.07.1", $"version: 2026.08.{Interlocked.Increment(ref _versions)}", StringComparison.Ordinal);

    /// <summary>The document in force under another version: nothing that it names may get lost.</summary>
    internal async Task<string> AnotherInForce()
    {
        var inForce = (await Anna.Get("/v1/policy")).Text("document");
        var version = (await Anna.Get("/v1/policy")).Text("reference").Split('@')[1];
        return inForce.Replace($"version: {version}", $"version: 2026.08.{Interlocked.Increment(ref _versions)}", StringComparison.Ordinal);
    }

    internal Task<ApiAnswer> Propose(string document, ApiCaller? by = null) =>
        (by ?? Anna).Send("/v1/policies", "application/yaml", Encoding.UTF8.GetBytes(document));

    /// <summary>Proposes a document as Anna; its hash.</summary>
    internal async Task<string> Proposed(string document)
    {
        var told = await Propose(document);
        Assert.Equal((201, PolicyDocument.HashOf(document)), (told.Status, told.Text("hash")));
        return told.Text("hash");
    }

    internal static Task<ApiAnswer> Approve(ApiCaller by, string hash, string role) =>
        by.Ask($"/v1/policies/{hash}/approvals", JsonSerializer.Serialize(new { role }));

    internal static Task<ApiAnswer> Activate(ApiCaller by, string hash, string body = "{}") => by.Ask($"/v1/policies/{hash}/activation", body);

    /// <summary>Proposes a document, and everybody approves who is asked; its hash.</summary>
    internal async Task<string> Approved(string document)
    {
        var hash = await Proposed(document);
        Assert.Equal(200, (await Approve(Petra, hash, Privacy)).Status);
        Assert.Equal(200, (await Approve(David, hash, Data)).Status);
        return hash;
    }
}
