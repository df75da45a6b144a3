using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

public sealed class SecurityEventConformanceTests : ConnectorContract, IDisposable
{
    private readonly EventKeys _keys = new();

    protected override string Path => "email";

    protected override bool TellsRate => false;

    // An event is told, whoever it is about.
    protected override bool MakesNobodyToClear => false;

    [Fact]
    public async Task The_same_delivery_again_is_one()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "ana@x.test"));
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await vendor.Send(Tell(1, Path, "ana@x.test")));

        Assert.Equal(1, vendor.Simulator.Find(Platform, "C-1001")!.Version);
        Assert.Equal(Tell(1, Path, "x").DeliveryId, vendor.Simulator.Requests(Platform)[0].Written.Single().DeliveryId);
    }

    [Theory]
    [InlineData("invalid_key")]
    [InlineData("invalid_issuer")]
    [InlineData("invalid_audience")]
    [InlineData("authentication_failed")]
    [InlineData("access_denied")]
    public async Task What_is_wrong_with_us_holds_the_platform_and_refuses_no_customer(string code)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Hold(code), await vendor.Send(Tell(1, Path, "ana@x.test")));
    }

    [Theory]
    [InlineData("invalid_request", "invalid_request")]
    [InlineData("not_our_customer", "not_our_customer")]
    [InlineData("ana@x.test is not known", "platform_code")]
    public async Task What_is_wrong_with_the_event_is_refused_by_a_word_and_never_a_text(string code, string why)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Rejected(why), await vendor.Send(Tell(1, Path, "ana@x.test")));
    }

    [Theory]
    [InlineData("invalid_key")]
    [InlineData("invalid_issuer")]
    [InlineData("invalid_audience")]
    public async Task A_receiver_that_trusts_another_takes_nothing(string code)
    {
        using var others = new EventKeys();
        await using var vendor = await Open(change: p => p with
        {
            Trust = code switch
            {
                "invalid_key" => others.Trust,
                "invalid_issuer" => _keys.Trust with { Issuer = "https://another.example" },
                _ => _keys.Trust with { Audience = "https://another.example" },
            },
        });

        Assert.Equal(new SendResult.Hold(code), await vendor.Send(Tell(1, Path, "ana@x.test")));
        Assert.Null(vendor.Simulator.Find(Platform, "C-1001"));
    }

    [Fact]
    public async Task A_renewed_access_token_is_read_from_its_file_and_asked_with_once_more()
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await using var simulator = await Start("secevent", change: p => p with { Trust = _keys.Trust, Token = "the-second" });
            await File.WriteAllTextAsync(file, "the-first", TestContext.Current.CancellationToken);
            var settings = _keys.Settings(simulator.UrlOf(Platform));
            settings.CredentialFile = file;
            using var connector = new SecurityEventConnector(settings, TimeProvider.System);

            Assert.Equal(new SendResult.Hold("http_401"), await connector.Send(Tell(1, Path, "ana@x.test"), TestContext.Current.CancellationToken));
            await File.WriteAllTextAsync(file, "the-second", TestContext.Current.CancellationToken);
            Assert.IsType<SendResult.Acknowledged>(await connector.Send(Tell(1, Path, "ana@x.test"), TestContext.Current.CancellationToken));
            Assert.Equal(2, simulator.SummaryOf(Platform).Unauthorised);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose() => _keys.Dispose();

    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        var simulator = await Start("secevent", seed, p => change is null ? p with { Trust = _keys.Trust } : change(p with { Trust = _keys.Trust }));
        return new SimulatedVendor(simulator, Connector(simulator.UrlOf(Platform), token), null, null);
    }

    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private SecurityEventConnector Connector(string url, string token) => new(_keys.Settings(url, token), TimeProvider.System);
}
