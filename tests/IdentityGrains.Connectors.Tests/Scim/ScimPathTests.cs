using IdentityGrains.Connectors.Scim;

namespace IdentityGrains.Connectors.Tests.Scim;

public sealed class ScimPathTests
{
    [Theory]
    [InlineData("userName", "userName", "userName")]
    [InlineData("name.givenName", "name.givenName", "name")]
    [InlineData("emails[type eq \"work\"].value", "emails", "emails[type eq \"work\"]")]
    [InlineData("emails[primary eq true]", "emails", "emails[primary eq true]")]
    [InlineData("urn:brightmart:scim:customer:tier", "urn:brightmart:scim:customer:tier", "urn:brightmart:scim:customer:tier")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", "name.givenName", "name")]
    [InlineData(
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")]
    public void A_path_is_read_as_the_standard_writes_it(string text, string name, string element)
    {
        var path = ScimPath.TryParse(text);

        Assert.NotNull(path);
        Assert.Equal((name, element), (path.Name, path.Element));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name.")]
    [InlineData("emails[type eq work].value")]
    [InlineData("emails[type eq \"work\" or type eq \"home\"].value")]
    [InlineData("emails[type sw \"w\"].value")]
    [InlineData("a b")]
    [InlineData("urn:x:")]
    [InlineData("emails[type eq \"\\q\"].value")]
    public void What_is_no_path_is_none(string text) => Assert.Null(ScimPath.TryParse(text));

    [Fact]
    public void A_value_among_several_is_what_a_path_means_that_names_no_part() =>
        Assert.Equal("value", ScimPath.TryParse("emails[type eq \"work\"]")!.Sub);

    [Fact]
    public void An_address_among_several_is_all_of_it() => Assert.Null(ScimPath.TryParse("addresses[type eq \"home\"]")!.Sub);
}
