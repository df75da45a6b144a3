using System.Buffers.Text;
using System.Text;

namespace IdentityGrains.Client.Tests.Callers;

/// <summary>Until when a token is good.</summary>
public sealed class ServiceTokenTests
{
    [Fact]
    public void A_token_says_itself_when_it_ends()
    {
        var token = ServiceToken.OfJwt(Jwt("""{"sub":"nhi:x","exp":1778000000}""") + "\n");
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1778000000), token.ExpiresAt);
        Assert.Equal("[token]", token.ToString());
        Assert.DoesNotContain("\n", token.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.%%%.c")]
    [InlineData("a.bm8ganNvbg.c")]
    public void What_is_no_token_is_not_taken_for_one_and_not_quoted(string text)
    {
        var thrown = Assert.Throws<FormatException>(() => ServiceToken.OfJwt(text));
        Assert.Null(thrown.InnerException);
    }

    [Theory]
    [InlineData("""{"sub":"nhi:x"}""")]
    [InlineData("""{"exp":"tomorrow"}""")]
    [InlineData("""{"exp":99999999999999999}""")]
    [InlineData("""[1]""")]
    public void A_token_without_an_end_is_none(string payload) => Assert.Throws<FormatException>(() => ServiceToken.OfJwt(Jwt(payload)));

    private static string Jwt(string payload) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2ln";
}
