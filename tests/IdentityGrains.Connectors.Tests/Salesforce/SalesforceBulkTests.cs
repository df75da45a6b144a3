using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using static IdentityGrains.Connectors.Tests.Salesforce.BulkOrg;

namespace IdentityGrains.Connectors.Tests.Salesforce;

/// <summary>What one job of Bulk API 2.0 proves of each of its records.</summary>
public sealed class SalesforceBulkTests
{
    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    [Fact]
    public async Task A_batch_is_one_job_and_nothing_of_it_is_left_there()
    {
        await using var org = await BulkOrg.Open();

        var results = await org.ByJob([.. Enumerable.Range(1, 300).Select(i => Tell(1, $"Ana{i}", $"C-{i}"))]);

        Assert.Equal(300, results.Count);
        Assert.All(results, r => Assert.Equal(Applied, r));
        Assert.Equal(("Ana1", "Ana300"), (org.Held("C-1"), org.Held("C-300")));
        Assert.Equal(
            ["GET ?jobType=V2Ingest", "POST ", "PUT /750000000000001/batches", "PATCH /750000000000001", "GET /750000000000001"], org.JobRequests.Take(5));
        Assert.False(await org.HasJobs());
    }

    [Fact]
    public async Task A_blank_clears_what_is_not_named_stays_and_no_text_breaks_its_row()
    {
        await using var org = await BulkOrg.Open();
        await org.ByJob(Deliveries.Of(1, "C-1") with { Fields = [Deliveries.Write(Name, "Ana"), Deliveries.Write("Title", "Dr.")] });

        var results = await org.ByJob(
            Deliveries.Of(2, "C-1") with { Fields = [new PlatformWrite(Name, FieldValue.Blank, null)] }, Tell(1, "a,\"b\"\nc", "C-2", "Description"));

        Assert.All(results, r => Assert.Equal(Applied, r));
        Assert.Equal((null, "Dr.", "a,\"b\"\nc"), (org.Held("C-1"), org.Held("C-1", "Title"), org.Held("C-2", "Description")));
    }

    [Fact]
    public async Task Nobody_is_made_there_only_to_be_told_that_something_is_no_more()
    {
        await using var org = await BulkOrg.Open();

        var results = await org.ByJob(Deliveries.Of(1, "C-1") with { Fields = [new PlatformWrite(Name, FieldValue.Blank, null)] }, Tell(1, "Ben", "C-2"));

        Assert.Equal([Applied, Applied], results);
        Assert.Null(org.Simulator.Find(SimulatedVendor.Platform, "C-1"));
        Assert.Equal("Ben", org.Held("C-2"));
    }

    [Fact]
    public async Task A_text_that_would_clear_is_refused_alone()
    {
        await using var org = await BulkOrg.Open();

        var results = await org.ByJob(Tell(1, "#N/A", "C-1"), Tell(1, "Ben", "C-2"));

        Assert.Equal([new SendResult.Rejected("not_expressible"), Applied], results);
        Assert.Null(org.Held("C-1"));
    }

    [Theory]
    [InlineData("UNABLE_TO_LOCK_ROW", "unable_to_lock_row", true)]
    [InlineData("DUPLICATES_DETECTED", "duplicates_detected", false)]
    [InlineData("<b>Ana</b>", "platform_code", false)]
    public async Task Who_is_refused_carries_the_code_and_never_a_text(string code, string why, bool passes)
    {
        await using var org = await BulkOrg.Open();
        org.Inject(FaultKind.ItemRefused, code: code, path: Name);

        var result = Assert.Single(await org.ByJob(Tell(1, "Ana")));

        Assert.Equal(passes ? new SendResult.Retry(why, null) { TookNoEffect = true } : new SendResult.Rejected(why) { Paths = [Name] }, result);
    }

    [Fact]
    public async Task Who_stands_in_none_of_the_files_is_open_and_the_others_are_not()
    {
        await using var org = await BulkOrg.Open(seed: 3);
        org.Inject(FaultKind.ItemMissing, rate: 0.5);
        org.Inject(FaultKind.Coerced, path: Name);

        var results = await org.ByJob([.. Enumerable.Range(1, 40).Select(i => Tell(1, $"Ana{i}", $"C-{i}"))]);

        Assert.Contains(new SendResult.Indeterminate("uncorrelated"), results);
        Assert.Contains(Applied, results);
        Assert.All(results, r => Assert.True(r is SendResult.Indeterminate || r == Applied));
    }

    [Theory]
    [InlineData(FaultKind.JobFailed)]
    [InlineData(FaultKind.JobAborted)]
    public async Task Of_a_job_that_ended_half_done_each_record_says_which_half(FaultKind how)
    {
        await using var org = await BulkOrg.Open();
        org.Inject(how);
        var batch = Enumerable.Range(1, 20).Select(i => Tell(1, $"Ana{i}", $"C-{i}")).ToArray();

        var results = await org.ByJob(batch);

        Assert.Contains(Applied, results);
        Assert.Contains(new SendResult.Retry("unprocessed", null) { TookNoEffect = true }, results);
        Assert.All(results.Zip(batch), r => Assert.Equal(r.First == Applied, org.Held(r.Second.Key) is not null));
    }

    [Fact]
    public async Task After_a_job_failed_as_a_whole_composite_upserts_tell_who_is_at_fault()
    {
        await using var org = await BulkOrg.Open();
        org.Inject(FaultKind.FieldGone, path: "Gone__c");
        PlatformDelivery[] batch = [Tell(1, "Ana", "C-1"), Tell(1, "Ben", "C-2", "Gone__c")];

        Assert.All(await org.ByJob(batch), r => Assert.Equal(new SendResult.Retry("unprocessed", null) { TookNoEffect = true }, r));
        var results = await org.ByJob(batch);

        Assert.Equal([Applied, new SendResult.Rejected("invalid_field") { Paths = ["Gone__c"] }], results);
    }

    [Fact]
    public async Task Accepted_and_never_applied_shows_by_looking()
    {
        await using var org = await BulkOrg.Open();
        org.Inject(FaultKind.AcceptedNeverApplied);

        Assert.Equal([Applied], await org.ByJob(Tell(1, "Ana")));
        Assert.Null(org.Held("C-1001"));
    }

    [Fact]
    public async Task What_does_not_fit_goes_with_the_next_job()
    {
        await using var org = await BulkOrg.Open();
        var batch = Enumerable.Range(1, 70).Select(i => Tell(1, new string('a', 100_000), $"C-{i}", "Description")).ToArray();

        var results = await org.ByJob(batch);

        Assert.Equal(62, results.TakeWhile(r => r == Applied).Count());
        Assert.All(results.Skip(62), r => Assert.Equal(SendResult.Retry.BatchFull, r));
    }

    [Fact]
    public async Task A_wrong_credential_holds_the_platform()
    {
        await using var org = await BulkOrg.Open(change: s => s.Credential = "another-token");

        Assert.Equal([new SendResult.Hold("http_401")], await org.ByJob(Tell(1, "Ana")));
        Assert.Equal(new SendResult.Hold("http_401"), await org.ByComposite(Tell(1, "Ana")));
    }
}
