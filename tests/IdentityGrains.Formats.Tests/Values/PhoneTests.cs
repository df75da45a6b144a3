namespace IdentityGrains.Formats.Tests.Values;

public class PhoneTests
{
    [Theory]
    [InlineData("+493012345678", "+493012345678")]
    [InlineData(" +49 (30) 1234-5678 ", "+493012345678")]
    [InlineData("+1 202 555 0123", "+12025550123")]
    [InlineData("+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("+5511987654321", "+5511987654321")]
    public void A_number_is_stored_as_a_plus_and_digits(string raw, string expected) => ReadsAs.Text("e164", raw, expected);

    [Theory]
    [InlineData("00493012345678")]
    [InlineData("030 12345678")]
    [InlineData("+1800FLOWERS")]
    [InlineData("+999")]
    [InlineData("+99912345678")]
    [InlineData("+1111111111111111111111111111111111111111")]
    [InlineData("+12025550123 ext. 5")]
    [InlineData("+12025550123;ext=5")]
    [InlineData("+")]
    [InlineData("++493012345678")]
    [InlineData("+49٣٠12345678")]
    [InlineData("-0")]
    [InlineData("1e9")]
    public void What_nobody_can_dial_is_refused(string raw) => ReadsAs.Fault("e164", raw, "invalid-phone");
}
