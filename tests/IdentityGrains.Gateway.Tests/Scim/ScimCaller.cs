using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>A directory that speaks SCIM for one source.</summary>
internal sealed class ScimCaller(ProductServer product, string principal)
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User", Customer = "urn:identitygrains:scim:1.0:Customer";
    public const string Outcome = "urn:identitygrains:scim:1.0:Outcome", PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private static readonly HttpClient Http = new();

    public Task<ScimAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Makes a user of attributes, as members of an object without its braces.</summary>
    public Task<ScimAnswer> Make(string key, string attributes = "\"displayName\":\"x\"", params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, "/Users", Resource(key, attributes), headers);

    public Task<ScimAnswer> Put(ScimAnswer user, string attributes, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, "/Users/" + user.Id, Resource(user.Text("externalId"), attributes), headers);

    /// <summary>Patches by operations, as items of an array without its brackets.</summary>
    public Task<ScimAnswer> Patch(string id, string operations, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, "/Users/" + id, $$"""{"schemas":["{{PatchOp}}"],"Operations":[{{operations}}]}""", headers);

    public static string Resource(string key, string attributes) =>
        $$"""{"schemas":["{{User}}"],"externalId":"{{key}}","userName":"{{key}}",{{attributes}}}""";

    public async Task<ScimAnswer> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(product.Address, "/scim/v2" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", product.TokenOf(principal));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ScimAnswer(
            (int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            response.Content.Headers.ContentType?.MediaType);
    }
}

/// <summary>What the SCIM server answered.</summary>
internal sealed record ScimAnswer(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers, string? Type)
{
    public string Id => Text("id");

    public string Tag => Headers["ETag"];

    /// <summary>The type of an error, and whose problem it is.</summary>
    public (int Status, string? Type, string Slug) Error
    {
        get
        {
            Assert.Equal(Status.ToString(System.Globalization.CultureInfo.InvariantCulture), Text("status"));
            var slug = Body.GetProperty("urn:identitygrains:scim:1.0:Problem").GetProperty("type").GetString()!;
            return (Status, Body.TryGetProperty("scimType", out var type) ? type.GetString() : null, slug["urn:identitygrains:problem:".Length..]);
        }
    }

    public string Text(string member) => Body.GetProperty(member).GetString()!;

    /// <summary>A value by its members and places, with dots between; null when it is not there.</summary>
    public string? At(string path)
    {
        var at = Body;
        foreach (var step in path.Split('.'))
        {
            if (int.TryParse(step, out var index) ? at.GetArrayLength() <= index : !at.TryGetProperty(step, out _))
            {
                return null;
            }

            at = int.TryParse(step, out index) ? at[index] : at.GetProperty(step);
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
    }

    /// <summary>What became of what was said, in the order of names.</summary>
    public string Outcomes => string.Join(
        " ", Body.GetProperty(ScimCaller.Outcome).EnumerateObject().OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => $"{o.Name}={o.Value}"));

    /// <summary>A field of the extension, which is named by a URN with dots.</summary>
    public string? Field(string name) =>
        Body.TryGetProperty(ScimCaller.Customer, out var fields) && fields.TryGetProperty(name, out var value) ? value.ToString() : null;
}
