using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Formats.Tests.Signals;

public class GpcTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void The_header_says_yes_or_no(string text, bool gpc)
    {
        var reading = Signalled.Read(SignalKind.Gpc, text);
        Assert.Equal((gpc, "Sec-GPC", text), (reading!.Gpc, Assert.Single(reading.Parts).Name, reading.Parts[0].Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1, 1")]
    [InlineData("true")]
    [InlineData("yes")]
    [InlineData("2")]
    [InlineData("01")]
    [InlineData("\uFF11")]
    [InlineData("?1")]
    public void Anything_else_is_no_signal(string text) => Assert.Null(Signalled.Read(SignalKind.Gpc, text));

    [Fact]
    public void A_kind_that_nobody_knows_is_no_signal() => Assert.Null(Signalled.Read((SignalKind)9, "1"));

    [Fact]
    public void A_reading_never_prints_what_it_says() => Assert.Equal("[signal]", Signalled.Read(SignalKind.Gpc, "1")!.ToString());

    [Fact]
    public void Readings_of_one_signal_are_equal()
    {
        var (one, other) = (Signalled.Read(SignalKind.Gpc, "1"), Signalled.Read(SignalKind.Gpc, "1"));
        Assert.Equal(one, other);
        Assert.Equal(one!.GetHashCode(), other!.GetHashCode());
        Assert.NotEqual(one, Signalled.Read(SignalKind.Gpc, "0"));
    }
}
