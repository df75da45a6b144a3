using System.CommandLine;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Explain;
using IdentityGrains.Cli.Import;

namespace IdentityGrains.Cli.Tests.Credentials;

public sealed class ReachTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("https://gateway.example/")]
    public void The_address_of_a_gateway_is_taken(string address)
    {
        var command = new Command("ask");
        var reach = new Reach();
        reach.AddTo(command);

        var asked = command.Parse(["--server", address]);

        Assert.Empty(asked.Errors);
        using var client = reach.Client(asked);
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("ftp://gateway.example")]
    [InlineData("gateway")]
    public void What_is_no_address_is_told_before_anything_is_asked(string text)
    {
        foreach (var command in new[] { ExplainCommand.Create(), ImportCommand.Create() })
        {
            Assert.Contains(command.Parse(["x", "y", "--server", text]).Errors, e => e.Message.Contains("--server", StringComparison.Ordinal));
        }
    }
}
