using System.Text.Json;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.Scim;

public sealed class ScimPatchTests
{
    private const string Email = "emails[type eq \"work\"].value";
    private const string Held = """{"id":"1","emails":[{"type":"work","value":"a@x.test","display":"A"},{"type":"home","value":"h@x.test"}],"nickName":"A"}""";

    private static readonly ScimPath Key = ScimPath.TryParse("userName")!;

    [Fact]
    public void A_value_that_is_there_is_replaced_where_it_is() => Writes(
        """[{"op":"replace","path":"emails[type eq \"work\"].value","value":"n@x.test"}]""", Held, Deliveries.Write(Email, "n@x.test"));

    [Fact]
    public void A_value_that_is_not_there_is_added_with_what_it_is_found_by() => Writes(
        """[{"op":"add","path":"emails","value":[{"type":"work","value":"n@x.test"}]}]""", "{}", Deliveries.Write(Email, "n@x.test"));

    [Fact]
    public void A_blank_removes_the_whole_value_among_several_and_a_plain_one_by_its_name() => Writes(
        """[{"op":"remove","path":"emails[type eq \"work\"]"},{"op":"remove","path":"nickName"}]""", Held, Blank(Email), Blank("nickName"));

    [Fact]
    public void What_is_not_there_is_not_removed() => Writes("[]", "{}", Blank(Email), Blank("nickName"), Blank("urn:brightmart:scim:customer:tier"));

    [Fact]
    public void An_address_that_is_there_is_changed_part_by_part_and_loses_what_ours_has_not() => Writes(
        """
        [{"op":"replace","path":"addresses[type eq \"home\"].locality","value":"Wien"},
        {"op":"remove","path":"addresses[type eq \"home\"].postalCode"},
        {"op":"remove","path":"addresses[type eq \"home\"].formatted"}]
        """,
        """{"addresses":[{"type":"home","locality":"Berlin","postalCode":"10115","formatted":"Berlin","primary":true}]}""",
        new PlatformWrite("addresses[type eq \"home\"]", new FieldValue.Parts([new("city", "Wien")]), Deliveries.Service));

    [Fact]
    public void An_address_that_is_not_there_is_added_as_one() => Writes(
        """[{"op":"add","path":"addresses","value":[{"type":"home","locality":"Wien","country":"AT"}]}]""", "{}",
        new PlatformWrite("addresses[type eq \"home\"]", new FieldValue.Parts([new("city", "Wien"), new("country", "AT")]), Deliveries.Service));

    [Fact]
    public void One_large_client_writes_attributes_together_and_truth_as_a_text() => Writes(
        """
        [{"op":"Replace","value":{"name.givenName":"Ana","urn:brightmart:scim:customer:tier":"gold","active":"False"}},
        {"op":"Replace","path":"emails[type eq \"work\"].value","value":"n@x.test"},
        {"op":"Remove","path":"nickName"},
        {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+491"}]
        """,
        Held, ScimDialect.Entra,
        Deliveries.Write("name.givenName", "Ana"), Deliveries.Write("urn:brightmart:scim:customer:tier", "gold"), Deliveries.Write(Email, "n@x.test"),
        Blank("nickName"), Deliveries.Write("phoneNumbers[type eq \"mobile\"].value", "+491"),
        new PlatformWrite("active", new FieldValue.Flag(false), Deliveries.Service));

    [Fact]
    public void What_has_no_parts_is_no_address_and_is_named() => Assert.Equal(
        ["addresses[type eq \"home\"]", "a b"],
        ScimWrite.Of(
            Deliveries.Of(1) with { Fields = [Deliveries.Write("addresses[type eq \"home\"]", "Old Street"), Deliveries.Write("a b", "c")] }, Key).Unknown);

    [Fact]
    public void What_holds_the_key_is_nobodys_field() => Assert.Equal(
        ["userName", "externalid"],
        ScimWrite.Of(Deliveries.Of(1) with { Fields = [Deliveries.Write("userName", "ana"), Deliveries.Write("externalid", "C-2")] }, Key).Unknown);

    [Fact]
    public void A_whole_resource_keeps_what_was_not_told()
    {
        using var json = JsonDocument.Parse(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"C-1","meta":{"version":"1"},"title":"Dr",
             "emails":[{"type":"home","value":"h@x.test"}]}
            """);
        var told = Of(Deliveries.Write(Email, "n@x.test"), Deliveries.Write("urn:brightmart:scim:customer:tier", "gold"), Blank("title"));

        Assert.Equal(
            OneLine(
                """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:brightmart:scim:customer"],"id":"1","userName":"C-1",
                "emails":[{"type":"home","value":"h@x.test"},{"type":"work","value":"n@x.test"}],"urn:brightmart:scim:customer":{"tier":"gold"}}
                """),
            ScimResource.Changed(json.RootElement, told).ToJsonString());
    }

    private static string OneLine(string text) => text.Trim().ReplaceLineEndings("");

    private static PlatformWrite Blank(string path) => new(path, FieldValue.Blank, null);

    private static System.Collections.Immutable.ImmutableArray<ScimWrite> Of(params PlatformWrite[] fields) =>
        ScimWrite.Of(Deliveries.Of(1) with { Fields = fields }, Key).Writes;

    private static void Writes(string operations, string resource, params PlatformWrite[] fields) =>
        Writes(operations, resource, ScimDialect.Standard, fields);

    private static void Writes(string operations, string resource, ScimDialect dialect, params PlatformWrite[] fields)
    {
        using var json = JsonDocument.Parse(resource);
        Assert.Equal(OneLine(operations), ScimPatch.Of(Of(fields), json.RootElement, dialect).ToJsonString(IdentityGrains.Connectors.Json.JsonBody.Relaxed));
    }
}
