using System.Text.Json;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>The committed policy document, read by hand, says the same of every field as the API does.</summary>
public class AuthorityTests(ProductServer product)
{
    private static readonly YamlMappingNode Spec = Load();
    private static readonly YamlMappingNode Silent = [];

    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    public static TheoryData<string> Fields => [.. At(Spec, "fields").Children.Keys.Select(k => k.ToString())];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_s_authority_is_what_the_document_says(string field)
    {
        var rule = At(At(Spec, "fields"), field);
        var category = At(At(Spec, "categories"), Text(rule, "category")!);

        var told = (await _crm.Get("/v1/authority/" + field)).Body;

        Assert.Equal(
            [field, Text(rule, "category"), Text(category, "owner"), Text(category, "steward"), Text(rule, "systemOfRecord"), Text(rule, "validFor")],
            new[] { "field", "category", "owner", "steward", "systemOfRecord", "validFor" }.Select(m => told.GetProperty(m).GetString()));
        Assert.Equal(Sources(rule), told.GetProperty("sources").EnumerateArray().Select(Source));
        var overwrite = Find(rule, "overwrite") as YamlMappingNode ?? Silent;
        Assert.All(overwrite.Children.Where(a => a.Key.ToString() != "atomicGroup"), answer =>
            Assert.Equal(answer.Value.ToString(), told.GetProperty("overwrite").GetProperty(answer.Key.ToString()).GetString()));
        Assert.Equal(Recipients(field), told.GetProperty("platforms").EnumerateArray().Select(Recipient));
        Verification(Find(rule, "verification") as YamlMappingNode, told.GetProperty("verification"));
    }

    [Fact]
    public async Task A_field_that_is_none_has_no_authority()
    {
        var unknown = await _crm.Get("/v1/authority/shoe_size");
        var noName = await _crm.Get("/v1/authority/Shoe");
        var nobody = await new ApiCaller(product.Address, "e30.e30.e30").Get("/v1/authority/email");

        Assert.Equal((404, "unknown-field"), (unknown.Status, unknown.Slug));
        Assert.Equal((404, "not-found"), (noName.Status, noName.Slug));
        Assert.Equal((401, "invalid-credential"), (nobody.Status, nobody.Slug));
    }

    private static void Verification(YamlMappingNode? written, JsonElement told)
    {
        Assert.Equal(written is null, told.ValueKind == JsonValueKind.Null);
        if (written is not null)
        {
            Assert.Equal(Text(written, "method"), told.GetProperty("method").GetString());
            Assert.Equal(Text(written, "required"), told.GetProperty("required").GetRawText());
            Assert.Equal(Text(written, "maxAttempts"), told.GetProperty("maxAttempts").GetRawText());
            Assert.Equal(Text(written, "reverifyAfter"), told.GetProperty("reverifyAfter").GetString());
        }
    }

    private static IEnumerable<string> Sources(YamlMappingNode rule) => ((YamlSequenceNode)Find(rule, "sources")!).Cast<YamlMappingNode>()
        .Select(s => $"{Text(s, "id")} {Text(s, "rank")} {Text(s, "minProof")} [{List(s, "requires")}] {Text(s, "mode") == "fill_only"} {Text(s, "when")}");

    private static string Source(JsonElement told) =>
        $"{told.GetProperty("source")} {told.GetProperty("rank")} {told.GetProperty("minProof")} [{List(told.GetProperty("requires"))}] "
        + $"{told.GetProperty("fillOnly").GetBoolean()} {told.GetProperty("when").GetString()}";

    private static IEnumerable<string> Recipients(string field) =>
        from platform in At(Spec, "platforms").Children
        orderby platform.Key.ToString()
        let mapped = Find(At((YamlMappingNode)platform.Value, "fields"), field) as YamlMappingNode
        where mapped is not null
        let whole = (YamlMappingNode)platform.Value
        select $"{platform.Key} {Text(At(whole, "recipient"), "legalName")} {Text(mapped, "to")} [{List(mapped, "purposes")}] "
            + $"{Text(mapped, "minState")} {Text(whole, "ackCeiling")}";

    private static string Recipient(JsonElement told) =>
        $"{told.GetProperty("platform")} {told.GetProperty("recipient")} {told.GetProperty("to")} [{List(told.GetProperty("purposes"))}] "
        + $"{told.GetProperty("minState").GetString()} {told.GetProperty("ackCeiling")}";

    private static string List(JsonElement items) => string.Join(", ", items.EnumerateArray().Select(i => i.GetString()));

    private static string List(YamlMappingNode node, string key) =>
        string.Join(", ", (Find(node, key) as YamlSequenceNode ?? []).Select(i => i.ToString()));

    private static string? Text(YamlMappingNode node, string key) => Find(node, key)?.ToString();

    private static YamlMappingNode At(YamlMappingNode node, string key) => (YamlMappingNode)Find(node, key)!;

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

    private static YamlMappingNode Load()
    {
        using var text = new StreamReader(Path.Combine(Repository.Root, "deploy", "sample", "policy.yaml"));
        var stream = new YamlStream();
        stream.Load(text);
        return At((YamlMappingNode)stream.Documents[0].RootNode, "spec");
    }
}
