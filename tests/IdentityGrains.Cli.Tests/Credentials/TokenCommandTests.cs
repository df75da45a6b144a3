using System.CommandLine;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityGrains.Cli.Tests.Credentials;

public sealed class TokenCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("igrains-token-");

    [Fact]
    public async Task A_source_speaks_under_the_identity_that_the_policy_names()
    {
        DevelopmentIssuer.Open(_folder.FullName, new TrustOptions());

        var (code, output, _) = await Run("--source", "crm", "--data", _folder.FullName);

        Assert.Equal(0, code);
        Assert.Equal("nhi:crm-cdc", new JsonWebToken(output.Trim()).Subject);
    }

    [Fact]
    public async Task A_customer_is_signed_in_at_a_service()
    {
        DevelopmentIssuer.Open(_folder.FullName, new TrustOptions());
        const string Customer = "cus_00000000000000000000000000000001";

        var (_, output, _) = await Run("--principal", "nhi:web-bff", "--subject", Customer, "--data", _folder.FullName);

        var token = new JsonWebToken(output.Trim());
        Assert.Equal((Customer, "nhi:web-bff"), (token.Subject, token.Azp));
    }

    [Fact]
    public async Task A_person_holds_the_roles_that_are_named()
    {
        DevelopmentIssuer.Open(_folder.FullName, new TrustOptions());

        var (code, output, _) = await Run("--person", "anna", "--role", "policy-author", "--role", "chief-privacy-officer", "--data", _folder.FullName);

        var token = new JsonWebToken(output.Trim());
        Assert.Equal((0, "oidc:workforce/anna"), (code, token.Subject));
        Assert.Equal(["policy-author", "chief-privacy-officer"], token.Claims.Where(c => c.Type == "roles").Select(c => c.Value));
    }

    [Theory]
    [InlineData("There are no keys", "--source", "crm", "--data", "nowhere")]
    [InlineData("one of --source, --principal and --person", "--data", "nowhere")]
    [InlineData("one of --source, --principal and --person", "--source", "crm", "--principal", "nhi:x")]
    [InlineData("--role goes with --person", "--source", "crm", "--role", "policy-author")]
    [InlineData("--role goes with --person", "--person", "anna", "--subject", "cus_00000000000000000000000000000001")]
    [InlineData("The policy knows no source", "--source", "nobody")]
    public async Task What_is_wrong_is_said(string why, params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);

        Assert.NotEqual(0, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.DoesNotContain("ey", output.Split('\n')[0], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new RootCommand { TokenCommand.Create() }.Parse(["token", .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
