using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.Secrets;

public class SecretTests
{
    [Theory]
    [InlineData(24, true)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    [InlineData(23, false)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void A_secret_has_24_to_64_bytes(int bytes, bool parses)
    {
        var text = Secret.Prefix + Convert.ToBase64String([.. Enumerable.Range(0, bytes).Select(i => (byte)i)]);

        Assert.Equal(parses, Secret.TryParse(text, out _));
        Assert.Equal(parses, Secret.TryParse(text.TrimEnd('='), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("WHSEC_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2Vj")]
    [InlineData("whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_no_secret(string? text) => Assert.False(Secret.TryParse(text, out _));

    [Fact]
    public void A_secret_never_prints()
    {
        Assert.Equal("[secret]", Keys.Of(1).ToString());
        Assert.Equal("[secret]", $"{Keys.Of(1)}");
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(Keys.Of(1)));
    }
}
