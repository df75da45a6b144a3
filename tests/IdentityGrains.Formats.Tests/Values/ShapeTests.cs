using System.Collections.Immutable;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Formats.Values;

namespace IdentityGrains.Formats.Tests.Values;

public class ShapeTests
{
    [Fact]
    public void Topics_are_a_set()
    {
        var read = ReadsAs.Format("topicSet").Read(new FieldValue.Topics(["offers", "news", "offers"]), out _);
        Assert.Equal(new FieldValue.Topics(["news", "offers"]), read);
    }

    [Fact]
    public void Topics_are_few_and_in_lower_case()
    {
        ReadsAs.Fault("topicSet", new FieldValue.Topics(["News"]), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Topics(["a b"]), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Topics([""]), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Topics([new string('x', 65)]), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Topics([.. Enumerable.Range(0, 65).Select(i => $"t{i}")]), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Text("news"), "validation-failed");
        ReadsAs.Fault("topicSet", new FieldValue.Text(" "), "validation-failed");
    }

    [Fact]
    public void A_flag_is_no_word()
    {
        Assert.Equal(new FieldValue.Flag(false), ReadsAs.Format("bool").Read(new FieldValue.Flag(false), out _));
        ReadsAs.Fault("bool", new FieldValue.Text("true"), "validation-failed");
        Assert.Equal(FieldValue.Blank, ReadsAs.Format("bool").Read(new FieldValue.Text(""), out _));
    }

    [Fact]
    public void An_address_is_whole_and_in_order()
    {
        var read = ReadsAs.Format("address").Read(Address("line1= New Street 9", "city=Köln", "postcode=50667", "country=de", "line2="), out var fault);
        Assert.Equal("", fault);
        Assert.Equal(Address("city=Köln", "country=DE", "line1=New Street 9", "postcode=50667"), read);
    }

    [Theory]
    [InlineData("validation-failed", "line1=a", "city=b", "postcode=c")]
    [InlineData("validation-failed", "line1=a", "city=b", "postcode=c", "country=ZZ")]
    [InlineData("validation-failed", "line1= ", "city=b", "postcode=c", "country=DE")]
    [InlineData("validation-failed", "line1= ", "city= ")]
    [InlineData("validation-failed", "line1=a", "line2= ", "city=b", "postcode=c", "country=DE")]
    [InlineData("validation-failed", "line1=a", "line1=b", "city=b", "postcode=c", "country=DE")]
    [InlineData("validation-failed", "line1=a", "city=b", "postcode=c", "country=DE", "planet=earth")]
    [InlineData("invalid-characters", "line1=a\tb", "city=b", "postcode=c", "country=DE")]
    [InlineData("invalid-unicode", "line1=a\0", "city=b", "postcode=c", "country=DE")]
    public void Half_an_address_is_none(string fault, params string[] parts) => ReadsAs.Fault("address", Address(parts), fault);

    [Fact]
    public void A_part_has_at_most_200_code_points() =>
        ReadsAs.Fault("address", Address("line1=" + new string('x', 201), "city=b", "postcode=c", "country=DE"), "validation-failed");

    [Fact]
    public void An_address_of_empty_parts_is_blank() =>
        Assert.Equal(FieldValue.Blank, ReadsAs.Format("address").Read(Address("line1=", "city="), out _));

    [Fact]
    public void There_are_249_countries() => Assert.Equal(249, Countries.Count);

    private static FieldValue.Parts Address(params string[] parts) =>
        new([.. parts.Select(p => p.Split('=', 2)).Select(p => new Part(p[0], p[1]))]);
}
