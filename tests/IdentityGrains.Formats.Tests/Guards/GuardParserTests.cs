using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Guards;
using static IdentityGrains.Domain.Policies.GuardExpression;

namespace IdentityGrains.Formats.Tests.Guards;

public class GuardParserTests
{
    [Fact]
    public void A_guard_has_the_shape_of_CEL()
    {
        var expected = new Or(
            new And(
                new Compare(Comparison.Equal, new Variable(GuardVariable.Region), new Text("US-CA")),
                new Compare(Comparison.GreaterOrEqual, new Variable(GuardVariable.AgeYears), new Number(18))),
            new Not(new Variable(GuardVariable.Gpc)));
        Assert.Equal(expected, GuardParser.Parse("subject.region == 'US-CA' && subject.ageYears >= 18 || !subject.gpc").Guard!.Expression);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("!(subject.restricted || subject.gpc)")]
    [InlineData("subject.country != \"DE\"")]
    [InlineData("subject.country == 'it\\'s'")]
    [InlineData("18 <= subject.ageYears && -1 < 5")]
    [InlineData("(subject.region) == ('EU')")]
    [InlineData("subject.gpc == false")]
    [InlineData("!!subject.gpc")]
    [InlineData("subject.region<'F'&&true")]
    [InlineData("((((((((((((((((true))))))))))))))))")]
    public void A_condition_over_known_facts_is_read(string text)
    {
        var reading = GuardParser.Parse(text);
        Assert.Empty(reading.Errors);
        Assert.Equal(text, reading.Guard!.Text);
    }

    [Theory]
    [InlineData("", 1, "guard-syntax")]
    [InlineData("subject.region = 'EU'", 16, "guard-syntax")]
    [InlineData("subject.email == 'a'", 1, "guard-syntax")]
    [InlineData("region == 'EU'", 1, "guard-syntax")]
    [InlineData("subject.region == 'EU", 19, "guard-syntax")]
    [InlineData("subject.region == 'E\\n'", 21, "guard-syntax")]
    [InlineData("(subject.gpc", 13, "guard-syntax")]
    [InlineData("subject.gpc)", 12, "guard-syntax")]
    [InlineData("subject.gpc subject.gpc", 13, "guard-syntax")]
    [InlineData("subject.ageYears > 1.5", 20, "guard-syntax")]
    [InlineData("subject.ageYears > 99999999999999999999", 20, "guard-syntax")]
    [InlineData("size(subject.region) > 1", 1, "guard-syntax")]
    [InlineData("subject.gpc ? true : false", 13, "guard-syntax")]
    [InlineData("true &&", 8, "guard-syntax")]
    [InlineData("subject.region == 18", 16, "guard-type")]
    [InlineData("subject.ageYears >= '18'", 18, "guard-type")]
    [InlineData("subject.gpc < true", 13, "guard-type")]
    [InlineData("subject.region == null", 16, "guard-type")]
    [InlineData("subject.region", 1, "guard-type")]
    [InlineData("18", 1, "guard-type")]
    [InlineData("true && subject.ageYears", 9, "guard-type")]
    [InlineData("!subject.ageYears", 2, "guard-type")]
    [InlineData("1 < 2 < 3", 7, "guard-type")]
    [InlineData("(subject.gpc && true) == true", 23, "guard-type")]
    [InlineData("(((((((((((((((((true)))))))))))))))))", 17, "guard-too-large")]
    public void Anything_else_is_refused_where_it_goes_wrong(string text, int position, string code)
    {
        var reading = GuardParser.Parse(text);
        Assert.Null(reading.Guard);
        Assert.Equal((position, code), (reading.Errors[0].Position, reading.Errors[0].Code));
    }

    [Fact]
    public void A_guard_is_bounded()
    {
        var longest = "true".PadRight(GuardParser.MostCharacters);
        Assert.Empty(GuardParser.Parse(longest).Errors);
        Assert.Equal("guard-too-large", GuardParser.Parse(longest + " ").Errors.Single().Code);
    }

    [Fact]
    public void Every_type_error_is_named_at_once() =>
        Assert.Equal([16, 36], GuardParser.Parse("subject.region == 1 && subject.gpc < true").Errors.Select(e => e.Position));
}
