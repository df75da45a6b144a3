using System.Globalization;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using Microsoft.Extensions.Time.Testing;
using static IdentityGrains.Connectors.Tests.Salesforce.BulkOrg;

namespace IdentityGrains.Connectors.Tests.Salesforce;

/// <summary>A job runs on when nobody waits for it any more: what was told before must never overtake what is told after.</summary>
public sealed class SalesforceJobsTests
{
    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Forty_versions_through_random_faults_end_at_the_last_and_never_go_back(ulong seed)
    {
        await using var org = await BulkOrg.Open(seed);
        org.Inject(FaultKind.ErrorBeforeApply, 0.05);
        org.Inject(FaultKind.ErrorAfterApply, 0.1);
        org.Inject(FaultKind.ResetBeforeApply, 0.05);
        org.Inject(FaultKind.ResetAfterApply, 0.1);
        org.Inject(FaultKind.RetryAfter, 0.05);
        var shown = 0;
        for (var version = 1; version <= 40; version++)
        {
            SendResult result;
            do
            {
                result = Assert.Single(await org.ByJob(Tell(version, $"value{version}")));
                Assert.False(result is SendResult.Rejected or SendResult.Hold, result.ToString());
                var held = org.Held("C-1001") is { } text ? int.Parse(text["value".Length..], CultureInfo.InvariantCulture) : 0;
                Assert.True(held >= shown, $"{held} after {shown}");
                shown = held;
            }
            while (result != Applied);

            Assert.Equal(version, shown);
        }
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_aborted_and_wrote_nothing()
    {
        await using var org = await BulkOrg.Open(change: s => s.BulkTimeout = TimeSpan.FromSeconds(1));
        org.Inject(FaultKind.JobDelayed, delayMs: 600_000);

        Assert.Equal([new SendResult.Retry("unprocessed", null) { TookNoEffect = true }], await org.ByJob(Tell(1, "Ana")));
        Assert.Null(org.Held("C-1001"));
        Assert.False(await org.HasJobs());
    }

    [Fact]
    public async Task A_job_that_is_cut_off_is_aborted_and_what_it_did_is_known()
    {
        await using var org = await BulkOrg.Open();
        org.Inject(FaultKind.JobDelayed, delayMs: 600_000);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sent = org.Connector.Bulk!.Send([Tell(1, "Ana")], enough.Token);
        await org.Simulator.When(_ => org.JobRequests.Contains("GET /750000000000001"), Ct);

        await enough.CancelAsync();

        Assert.Equal(new SendResult.Retry("unprocessed", null) { TookNoEffect = true }, (await sent).Results.Single());
        Assert.False(await org.HasJobs());
    }

    [Fact]
    public async Task A_job_for_which_nobody_waits_is_aborted_before_anything_else_is_told()
    {
        await using var org = await BulkOrg.Open();
        await org.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromMinutes(5));

        Assert.Equal(Applied, await org.ByComposite(Tell(2, "New")));
        Assert.Contains("PATCH /750000000000001", org.JobRequests.Skip(3));
        Assert.Equal("New", org.Held("C-1001"));
    }

    [Fact]
    public async Task While_it_cannot_be_aborted_nothing_is_told_and_nothing_concluded()
    {
        await using var org = await BulkOrg.Open();
        await org.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromMinutes(5));
        org.Inject(FaultKind.ErrorBeforeApply);

        var unlisted = new SendResult.Retry("http_503", null) { TookNoEffect = true };
        Assert.Equal(unlisted, await org.ByComposite(Tell(2, "New")));
        Assert.Equal(unlisted, Assert.Single(await org.ByJob(Tell(2, "New"))));
        Assert.Equal(unlisted, await org.Connector.Remove("dlv_1", "C-1001", Ct));
        Assert.Equal(new ReadAnswer.NotNow("http_503", null), await org.Connector.Reader.Read(["C-1001"], [Name], Ct));

        org.Clear();
        Assert.IsType<ReadAnswer.Observed>(await org.Connector.Reader.Read(["C-1001"], [Name], Ct));
    }

    [Fact]
    public async Task That_a_job_cannot_be_aborted_is_found_out_once_in_five_seconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var org = await BulkOrg.Open(time: time);
        await org.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromMinutes(5));
        org.Simulator.Inject(SimulatedVendor.Platform, new Fault(FaultKind.ErrorBeforeApply) { OnlyWrites = true });
        Assert.Equal(SalesforceJobs.Left, await org.ByComposite(Tell(2, "New")));
        var asked = org.JobRequests.Count;

        org.Clear();
        Assert.Equal(SalesforceJobs.Left, await org.ByComposite(Tell(2, "New")));
        Assert.Equal(new ReadAnswer.NotNow("job_open", TimeSpan.FromSeconds(5)), await org.Connector.Reader.Read(["C-1001"], [Name], Ct));
        Assert.Equal(asked, org.JobRequests.Count);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Applied, await org.ByComposite(Tell(2, "New")));
    }

    [Theory]
    [InlineData(true, 503, "job_open")]
    [InlineData(false, 400, "job_refused")]
    [InlineData(false, 503, "http_503")]
    public async Task What_no_job_was_made_for_certainly_had_no_effect(bool abandoned, int status, string why)
    {
        await using var org = await BulkOrg.Open();
        if (abandoned)
        {
            await org.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromMinutes(5));
        }

        org.Simulator.Inject(SimulatedVendor.Platform, new Fault(FaultKind.Status) { Status = status, OnlyWrites = true });

        var later = Assert.IsType<SendResult.Retry>(Assert.Single(await org.ByJob(Tell(2, "New"))));
        Assert.Equal((why, true), (later.Why, later.TookNoEffect));
    }

    [Fact]
    public async Task Somebody_elses_job_and_a_young_one_are_left_alone()
    {
        await using var strangers = await BulkOrg.Open(change: s => s.OurUserId = "005-somebody");
        await strangers.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromMinutes(5));
        await using var young = await BulkOrg.Open();
        await young.Abandoned("IG_Customer_Id__c,FirstName\nC-1001,Old\n", TimeSpan.FromSeconds(10));

        Assert.Equal(Applied, await strangers.ByComposite(Tell(2, "New")));
        Assert.Equal(Applied, await young.ByComposite(Tell(2, "New")));
        Assert.Single(strangers.JobRequests, r => r.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Single(young.JobRequests, r => r.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_job_that_is_not_closed_while_the_permit_holds_never_runs(int looksBeforeItIsOver)
    {
        await using var org = await BulkOrg.Open();
        var time = new SuddenTime(looksBeforeItIsOver);
        using var window = SendWindow.Open(time, time.GetTimestamp(), TimeSpan.FromSeconds(5));

        Assert.Equal([new SendResult.Retry("permit_over", null) { TookNoEffect = true }], await org.ByJob(Tell(1, "Ana")));
        Assert.False(window.WasLate);
        Assert.Null(org.Held("C-1001"));
        Assert.False(await org.HasJobs());
    }

    [Fact]
    public void Jobs_are_had_only_with_the_name_of_who_makes_them()
    {
        var settings = new SalesforceSettings { Url = "https://org.example", Credential = "token", BulkRecords = 100, BulkPoll = TimeSpan.Zero };

        var faults = Assert.Throws<ConnectorSettingsException>(() => new SalesforceConnector(settings, TimeProvider.System)).Faults;

        Assert.Contains("BulkRecords must be 0 or 200 to 10000", faults);
        Assert.Contains("OurUserId must be given with BulkRecords", faults);
        Assert.Contains("BulkPoll must be 00:00:00.0100000 to 00:01:00", faults);
    }

    // The permit is over all at once, after so many looks at the clock: two to each request, before its first byte and after.
    private sealed class SuddenTime(int looks) : TimeProvider
    {
        private int _looked = -1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _looked++ < looks ? 0 : TimeSpan.TicksPerMinute;
    }
}
