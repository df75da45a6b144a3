using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace MyPlatform.Connector.Tests;

/// <summary>The contract of connectors, and what is peculiar to this platform.</summary>
public sealed class MyPlatformConformanceTests : ConnectorContract
{
    /// <inheritdoc/>
    protected override string Path => "first_name";

    [Fact]
    public async Task Answers_are_told_apart_by_key_and_not_by_their_order()
    {
        await using var vendor = await Open(seed: 3);
        vendor.Inject(FaultKind.ItemRefused, rate: 0.5);
        vendor.Inject(FaultKind.ItemsReordered);
        var batch = Enumerable.Range(1, 20).Select(i => Tell(i, Path, $"Ana{i}", $"C-{i}")).ToArray();

        var results = await vendor.Send(batch);

        Assert.All(results.Zip(batch), r => Assert.Equal(r.First is SendResult.Acknowledged, vendor.Held(r.Second.Key, Path) is not null));
    }

    [Fact]
    public async Task Who_is_missing_in_the_answer_is_open_and_the_others_are_not()
    {
        await using var vendor = await Open(seed: 3);
        vendor.Inject(FaultKind.ItemMissing, rate: 0.5);

        var results = await vendor.Send([.. Enumerable.Range(1, 20).Select(i => Tell(i, Path, $"Ana{i}", $"C-{i}"))]);

        Assert.Contains(new SendResult.Indeterminate("uncorrelated"), results);
        Assert.Contains(results, r => r is SendResult.Acknowledged);
    }

    [Fact]
    public async Task A_field_that_is_gone_is_named()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.FieldGone, path: Path);

        Assert.Equal(new SendResult.Rejected("unknown_field") { Paths = [Path] }, await vendor.Send(Tell(1, Path, "Ana")));
    }

    [Theory]
    [InlineData("email", "ana@x.test")]
    [InlineData("phone", "+436641234567")]
    public async Task What_the_platform_makes_of_a_value_is_the_same_value(string path, string value)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.Coerced, path: path);
        await vendor.Send(Tell(1, path, value));

        Assert.NotEqual(value, vendor.Held("C-1001", path));
        Assert.True(await vendor.Shows("C-1001", path, value));
    }

    [Fact]
    public async Task Somebody_elses_record_is_no_answer()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        vendor.Inject(FaultKind.ForeignRecord);

        Assert.Equal(new ReadAnswer.Refused("foreign_record"), await vendor.Look(Path, "C-1001"));
    }

    /// <inheritdoc/>
    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        SimulatedPlatformOptions Own(SimulatedPlatformOptions platform) => platform with { Own = () => new SimulatedMyPlatform() };
        var simulator = await Start("myplatform", seed, p => Own(change?.Invoke(p) ?? p));
        var connector = Connector(simulator.UrlOf(Platform), token);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector);
    }

    /// <inheritdoc/>
    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private static MyPlatformConnector Connector(string url, string token) =>
        new(new MyPlatformSettings { Url = url, Credential = token, AllowLoopbackHttp = true }, TimeProvider.System);
}
