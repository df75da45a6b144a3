using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>Whatever a platform answers, each connector takes it for what it proves and for no more, bounded, and tells none of its words.</summary>
public sealed class BadAnswerTests
{
    private static readonly TimeSpan ALongTime = TimeSpan.FromHours(1);

    public static TheoryData<string, int> Rows => [.. EveryConnector.ByKind.Keys.SelectMany(k => Enumerable.Range(0, BadAnswer.All.Count).Select(r => (k, r)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_proves_no_more_than_it_says(string kind, int row)
    {
        var bad = BadAnswer.All[row];
        await using var server = EveryConnector.ByKind[kind].Answering(bad.Answer);
        using var connector = (IDisposable)EveryConnector.ByKind[kind].Towards("http://" + server.Address);
        var sender = (IPlatformConnector)connector;

        var result = await sender.Send(Deliveries.Of(1), TestContext.Current.CancellationToken);

        Assert.True((bad.Proves & ProofOf(result)) != Proof.TooMuch, $"{bad.Row} {kind}: {result}");
        Assert.DoesNotContain("kanarienvogel", result.ToString(), StringComparison.OrdinalIgnoreCase);
        if (result is SendResult.Retry { After: { } wait })
        {
            Assert.InRange(wait, TimeSpan.FromSeconds(1), ALongTime);
        }
    }

    [Fact]
    public async Task Every_kind_of_the_product_is_in_the_table()
    {
        var services = new ServiceCollection().AddPlatformConnectors(new ConfigurationBuilder().Build());
        await using var product = services.BuildServiceProvider();

        Assert.Equal(
            product.GetServices<IConnectorKind>().Select(k => k.Word).Order(StringComparer.Ordinal), EveryConnector.ByKind.Keys.Order(StringComparer.Ordinal));
    }

    private static Proof ProofOf(SendResult result) => result switch
    {
        SendResult.Acknowledged { Level: AckLevel.Accepted } => Proof.OfBytesAlone,
        SendResult.Retry => Proof.Retry,
        SendResult.Indeterminate { Why: "uncorrelated" } => Proof.OfBytesAlone,
        SendResult.Indeterminate => Proof.Indeterminate,
        SendResult.Rejected => Proof.Rejected,
        SendResult.Hold => Proof.Hold,
        _ => Proof.TooMuch,
    };
}
