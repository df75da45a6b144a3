using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>What every connector must show against its vendor's simulator, over real HTTP and with every fault.</summary>
public abstract class ConnectorContract
{
    /// <summary>A path with a text, which the vendor changes into capitals when it coerces.</summary>
    protected abstract string Path { get; }

    /// <summary>True when the vendor tells who changed a record.</summary>
    protected virtual bool Attributes => false;

    /// <summary>The vendor's limit is counted down in headers. Default: true.</summary>
    protected virtual bool TellsRate => true;

    /// <summary>Another path with a text. Default: <c>other</c>.</summary>
    protected virtual string Other => "other";

    /// <summary>Several deliveries go by one request. Default: true.</summary>
    protected virtual bool Batches => true;

    /// <summary>A record that is not there is not made to clear something in it. False where the protocol knows no records. Default: true.</summary>
    protected virtual bool MakesNobodyToClear => true;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>How many requests so many deliveries are, told one by one to a platform that hears of us for the first time. Default: one each.</summary>
    protected virtual int RequestsFor(int deliveries) => deliveries;

    /// <summary>A server that answers deliveries with these bytes. Default: it answers everything so.</summary>
    private protected virtual RawServer Garbled(string answer) => RawServer.Answering(answer);

    /// <summary>The vendor's platform, fresh, and a connector with this token.</summary>
    protected abstract Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change);

    /// <summary>The same, as most tests want it.</summary>
    protected Task<SimulatedVendor> Open(
        ulong seed = 1, string token = Token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change = null) => Begin(seed, token, change);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_hundred_versions_through_random_faults_end_at_the_last_and_never_go_back(ulong seed)
    {
        await using var vendor = await Open(seed);
        vendor.Inject(FaultKind.ErrorBeforeApply, 0.1);
        vendor.Inject(FaultKind.ErrorAfterApply, 0.1);
        vendor.Inject(FaultKind.ResetBeforeApply, 0.1);
        vendor.Inject(FaultKind.ResetAfterApply, 0.1);
        vendor.Inject(FaultKind.RetryAfter, 0.1);
        var (indeterminate, shown) = (0, 0);
        for (var version = 1; version <= 100; version++)
        {
            SendResult result;
            do
            {
                result = await vendor.Send(Tell(version, Path, $"value{version}"));
                indeterminate += result is SendResult.Indeterminate ? 1 : 0;
                Assert.False(result is SendResult.Rejected or SendResult.Hold, result.ToString());
                var held = vendor.Held("C-1001", Path) is { } text ? int.Parse(text["value".Length..], System.Globalization.CultureInfo.InvariantCulture) : 0;
                Assert.True(held >= shown, $"{held} after {shown}");
                shown = held;
            }
            while (result is not SendResult.Acknowledged);
        }

        Assert.Equal("value100", vendor.Held("C-1001", Path));
        Assert.True(indeterminate > 0, "the faults did not strike");
    }

    [Fact]
    public async Task Applied_and_then_reset_is_open_and_reading_back_shows_it()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ResetAfterApply, times: 1);

        Assert.Equal(new SendResult.Indeterminate("reset"), await vendor.Send(Tell(1, Path, "Ana")));
        Assert.True(await vendor.Shows("C-1001", Path, "Ana"));
    }

    [Fact]
    public async Task Reset_before_it_was_applied_is_open_too_and_reading_back_shows_nothing()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ResetBeforeApply, times: 1);

        Assert.Equal(new SendResult.Indeterminate("reset"), await vendor.Send(Tell(1, Path, "Ana")));
        Assert.Null(await vendor.See("C-1001", Path));
    }

    [Fact]
    public async Task A_batch_is_one_request_and_each_customer_has_a_result_in_its_place()
    {
        await using var vendor = await Open();
        if (!Batches || vendor.Connector.Capabilities.BatchSize < 3)
        {
            return;
        }

        var results = await vendor.Send(Tell(1, Path, "Ana", "C-1"), Tell(7, Path, "Ben", "C-2"), Tell(3, Path, "Cem", "C-3"));

        Assert.Equal(3, results.Count);
        Assert.All(results, r => Assert.Equal(new SendResult.Acknowledged(vendor.Connector.Capabilities.AckCeiling), r));
        Assert.Equal(("Ana", "Ben", "Cem"), (vendor.Held("C-1", Path), vendor.Held("C-2", Path), vendor.Held("C-3", Path)));
        Assert.Single(vendor.Simulator.Requests(Platform), r => r.Method != "GET");
    }

    [Fact]
    public async Task The_good_ones_of_a_batch_pass_and_the_bad_ones_carry_a_word()
    {
        await using var vendor = await Open(seed: 3);
        if (!Batches || !vendor.Connector.Capabilities.TellsEach || vendor.Connector.Capabilities.BatchSize < 20)
        {
            return;
        }

        vendor.Inject(FaultKind.ItemRefused, rate: 0.5);
        var batch = Enumerable.Range(1, 20).Select(i => Tell(i, Path, $"Ana{i}", $"C-{i}")).ToArray();
        var results = await vendor.Send(batch);

        Assert.Equal(20, results.Count);
        Assert.Contains(results, r => r is SendResult.Acknowledged);
        Assert.Contains(results, r => r is SendResult.Rejected);
        Assert.All(results.Zip(batch), r => Assert.Equal(r.First is SendResult.Acknowledged, vendor.Held(r.Second.Key, Path) is not null));
        Assert.All(results.OfType<SendResult.Rejected>(), r => Assert.Matches("^[a-z0-9_]{1,64}$", r.Why));
    }

    [Fact]
    public async Task Beyond_the_vendors_limit_it_is_tried_again_and_the_headers_tell_how_much_is_left()
    {
        await using var vendor = await Open(change: p => p with { RateLimit = RequestsFor(3), RatePer = TimeSpan.FromHours(1) });
        var answers = new List<SendAnswer>();
        for (var version = 1; version <= 4; version++)
        {
            answers.Add(await vendor.Connector.Send([Tell(version, Path, $"Ana{version}")], Ct));
        }

        Assert.All(answers.Take(3), a => Assert.IsType<SendResult.Acknowledged>(a.Results.Single()));
        Assert.Equal("http_429", Assert.IsType<SendResult.Retry>(answers[3].Results.Single()).Why);
        if (TellsRate)
        {
            Assert.Equal([2, 1, 0], answers.Take(3).Select(a => a.Rate!.Remaining));
        }
    }

    [Fact]
    public async Task A_wrong_credential_holds_the_platform_and_is_asked_about_once()
    {
        await using var vendor = await Open(token: "another-token");

        Assert.Equal(new SendResult.Hold("http_401"), await vendor.Send(Tell(1, Path, "Ana")));
        Assert.Equal(1, vendor.Simulator.SummaryOf(Platform).Unauthorised);
        Assert.Null(vendor.Simulator.Find(Platform, "C-1001"));
    }

    [Fact]
    public async Task What_somebody_changes_there_is_seen()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        Assert.True(vendor.Edit("C-1001", Path, "Hand"));

        Assert.False(await vendor.Shows("C-1001", Path, "Ana"));
        Assert.True(await vendor.Shows("C-1001", Path, "Hand"));
        if (Attributes)
        {
            var change = (await vendor.See("C-1001", Path))!.Changes[Observation.WholeRecord];
            Assert.Equal(("005-a-colleague", false), (change.By, change.Ours));
            Assert.NotNull(change.At);
        }
    }

    [Fact]
    public async Task Accepted_and_never_applied_shows_by_looking()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.AcceptedNeverApplied, times: 1);

        Assert.IsType<SendResult.Acknowledged>(await vendor.Send(Tell(1, Path, "Ana")));
        Assert.Null(await vendor.See("C-1001", Path));
    }

    [Fact]
    public async Task A_value_that_was_cut_is_another_value()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.Truncated, path: Path);
        await vendor.Send(Tell(1, Path, "Anabela"));

        Assert.False(await vendor.Shows("C-1001", Path, "Anabela"));
    }

    [Fact]
    public async Task A_blank_clears_and_what_is_not_named_stays()
    {
        await using var vendor = await Open();
        await vendor.Send(Deliveries.Of(1) with { Fields = [Deliveries.Write(Path, "Ana"), Deliveries.Write(Other, "stays")] });
        await vendor.Send(Deliveries.Of(2) with { Fields = [new PlatformWrite(Path, FieldValue.Blank, null)] });

        Assert.Null(vendor.Held("C-1001", Path));
        Assert.Equal("stays", vendor.Held("C-1001", Other));
        Assert.Null((await vendor.See("C-1001", Path))!.Values.GetValueOrDefault(Path));
    }

    [Fact]
    public async Task Nobody_is_made_there_only_to_be_told_that_something_is_no_more()
    {
        await using var vendor = await Open();
        if (!MakesNobodyToClear)
        {
            return;
        }

        var cleared = Deliveries.Of(1, "C-1") with { Fields = [new PlatformWrite(Path, FieldValue.Blank, null)] };
        Assert.IsType<SendResult.Acknowledged>(await vendor.Send(cleared));
        Assert.Null(vendor.Simulator.Find(Platform, "C-1"));

        // Whoever is there is told, beside one who is not.
        await vendor.Send(Tell(2, Path, "Ana", "C-2"));
        var both = new[] { cleared, cleared with { DeliveryId = Deliveries.Of(3).DeliveryId, Key = "C-2", Version = 3 } };
        foreach (var batch in both.Chunk(Math.Min(2, vendor.Connector.Capabilities.BatchSize)))
        {
            Assert.All(await vendor.Send(batch), r => Assert.IsType<SendResult.Acknowledged>(r));
        }

        Assert.Null(vendor.Simulator.Find(Platform, "C-1"));
        Assert.Null(vendor.Held("C-2", Path));
    }

    [Fact]
    public async Task A_record_that_was_taken_away_is_gone_and_again_is_no_error()
    {
        await using var vendor = await Open();
        if (vendor.Remover is null)
        {
            return;
        }

        await vendor.Send(Tell(1, Path, "Ana"));
        Assert.IsType<SendResult.Acknowledged>(await vendor.Remover.Remove("dlv_1", "C-1001", Ct));
        Assert.Null(await vendor.See("C-1001", Path));
        Assert.IsType<SendResult.Acknowledged>(await vendor.Remover.Remove("dlv_1", "C-1001", Ct));
    }

    [Theory]
    [InlineData("<html>welcome</html>")]
    [InlineData("")]
    [InlineData("{\"ok\":false}")]
    [InlineData("[")]
    [InlineData("[null]")]
    [InlineData("{\"message\":\"success\",\"message\":\"success\"}")]
    [InlineData("\"success\"")]
    public async Task A_success_that_cannot_be_understood_proves_nothing(string body)
    {
        await using var server = Garbled($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var owned = (IDisposable)Towards(server.Url[..server.Url.LastIndexOf('/')]);
        var connector = (IPlatformConnector)owned;
        var most = Math.Min(2, connector.Capabilities.BatchSize);

        var answer = await connector.Send([.. new[] { Tell(1, Path, "Ana", "C-1"), Tell(1, Path, "Ben", "C-2") }.Take(most)], Ct);

        Assert.Equal(most, answer.Results.Length);
        Assert.All(answer.Results, r => Assert.Equal(new SendResult.Indeterminate("uncorrelated"), r));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var server = Garbled("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\nConnection: close\r\n\r\n[");
        using var connector = (IDisposable)Towards(server.Url[..server.Url.LastIndexOf('/')]);

        var answer = await ((IPlatformConnector)connector).Send([Tell(1, Path, "Ana")], Ct);

        Assert.Equal(new SendResult.Indeterminate("answer_too_large"), answer.Results.Single());
    }

    /// <summary>A connector towards any address of this machine.</summary>
    protected abstract IPlatformConnector Towards(string url);
}
