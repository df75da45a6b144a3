using System.Text.Json;
using IdentityGrains.Gateway.Tests.Door;
using Xunit;

namespace IdentityGrains.Gateway.Tests.OpenApi;

public class DocumentTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi", "v1.json"), TestContext.Current.CancellationToken);

        // To approve a change: dotnet build src/IdentityGrains.Gateway -p:OpenApiDocumentsDirectory=../../docs/openapi
        Assert.Equal(committed.TrimEnd(), (await Served()).TrimEnd());
    }

    [Fact]
    public async Task The_document_is_of_version_3_1_and_names_no_server()
    {
        using var document = JsonDocument.Parse(await Served());

        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.False(document.RootElement.TryGetProperty("servers", out _));
    }

    [Fact]
    public async Task Every_write_names_its_key_its_credential_and_its_problems()
    {
        using var document = JsonDocument.Parse(await Served());
        var writes = document.RootElement.GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/v1/customers", StringComparison.Ordinal) && p.Value.TryGetProperty("post", out _))
            // A question with a body is asked by POST too; it writes nothing.
            .Where(p => !p.Name.EndsWith("/preview", StringComparison.Ordinal))
            .Select(p => p.Value.GetProperty("post")).ToArray();

        Assert.Equal(15, writes.Length);
        Assert.All(writes, write =>
        {
            var headers = write.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
            Assert.Contains("Idempotency-Key", headers);
            Assert.Contains("Subject-Token", headers);
            Assert.Contains("Assertion-Signature", headers);
            Assert.True(write.TryGetProperty("security", out _));
            Assert.True(write.TryGetProperty("requestBody", out _));
            Assert.False(string.IsNullOrEmpty(write.GetProperty("summary").GetString()));
            Assert.Contains("idempotency-key-required", write.GetProperty("responses").GetProperty("428").GetProperty("description").GetString());
        });
    }

    private async Task<string> Served()
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
