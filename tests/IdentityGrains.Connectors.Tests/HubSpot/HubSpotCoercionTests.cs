using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.HubSpot;

/// <summary>What HubSpot does to values, and that it makes no other values of them.</summary>
public sealed class HubSpotCoercionTests
{
    [Theory]
    [InlineData("email", "Ana@X.test", "ana@x.test")]
    [InlineData("hs_language", "de-AT", "de-at")]
    [InlineData("phone", "+4366412345678", "+43 664 123 456-78")]
    [InlineData("mobilephone", "+4366412345678", "+43 (664) 12345678")]
    [InlineData("fax", "+4366412345678", "+43.664.12345678")]
    [InlineData("date_of_birth", "1990-05-17", "1990-05-17T00:00:00Z")]
    [InlineData("interests", "sale;news", "news; sale")]
    [InlineData("firstname", "Ana ", " Ana")]
    public void What_is_written_otherwise_is_the_same(string path, string told, string shown) =>
        Assert.Equal(HubSpotProperties.Canonical(path, new FieldValue.Text(told)), Shown(path, shown));

    [Theory]
    [InlineData("firstname", "Ana", "ana")]
    [InlineData("phone", "+4366412345678", "+4366412345679")]
    [InlineData("email", "ana@x.test", "ana@y.test")]
    [InlineData("interests", "sale;news", "sale")]
    [InlineData("date_of_birth", "1990-05-17", "1990-05-18T00:00:00Z")]
    public void What_is_another_value_stays_another(string path, string told, string shown) =>
        Assert.NotEqual(HubSpotProperties.Canonical(path, new FieldValue.Text(told)), Shown(path, shown));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Nothing_is_nothing_however_it_is_shown(string? shown)
    {
        Assert.Null(HubSpotProperties.Canonical("firstname", FieldValue.Blank));
        Assert.Null(Shown("firstname", shown));
    }

    [Fact]
    public void Topics_and_flags_are_the_texts_that_they_are_written_as()
    {
        Assert.Equal(Shown("topics", "sale;news"), HubSpotProperties.Canonical("topics", new FieldValue.Topics(["news", "sale"])));
        Assert.Equal(Shown("member", "true"), HubSpotProperties.Canonical("member", new FieldValue.Flag(true)));
    }

    [Fact]
    public void A_text_at_the_address_and_parts_anywhere_else_have_no_form()
    {
        Assert.Null(HubSpotProperties.Of("address", new FieldValue.Text("Alte Str. 1")));
        Assert.Null(HubSpotProperties.Of("name", new FieldValue.Parts([new("given", "Ana")])));
        Assert.Equal(["address", "city", "zip", "country"], HubSpotProperties.Of("address", FieldValue.Blank)!.Select(p => p.Property));
    }

    private static string? Shown(string path, string? text) => HubSpotProperties.Canonical(path, [(path, CanonicalText.Of(text))]);
}
