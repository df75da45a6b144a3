using IdentityGrains.Cli.Explain;

namespace IdentityGrains.Cli.Tests.Explain;

public class ExplainCommandTests
{
    [Theory]
    [InlineData("cus_00000000000000000000000000000001", "/v1/customers/cus_00000000000000000000000000000001")]
    [InlineData("commerce/C-1001", "/v1/customers/by-key/commerce/C-1001")]
    [InlineData("crm/a:b~c", "/v1/customers/by-key/crm/a%3Ab~c")]
    public void A_customer_is_named_by_an_id_or_a_key(string named, string path) => Assert.Equal(path, ExplainCommand.PathOf(named));

    [Theory]
    [InlineData("Ana")]
    [InlineData("commerce/")]
    [InlineData("/C-1")]
    public void Anything_else_names_nobody(string named) => Assert.Throws<InvalidDataException>(() => ExplainCommand.PathOf(named));
}
