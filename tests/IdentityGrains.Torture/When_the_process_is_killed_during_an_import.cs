using IdentityGrains.Formats.Policies;
using IdentityGrains.Torture.Examination;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Import;

namespace IdentityGrains.Torture;

/// <summary>
/// Several systems write at once, the process dies without warning, again and again, and afterwards nothing that was acknowledged is missing, nothing happened
/// twice, and the platform knows what it may know. <c>IG_KILLS</c> and <c>IG_SEED</c> make the run longer or another one.
/// </summary>
public sealed class When_the_process_is_killed_during_an_import
{
    private const int ActsPerKill = 500;
    private const int ActsPerCustomer = 8;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_happens_twice()
    {
        var (kills, seed) = (Setting("IG_KILLS", 5), Setting("IG_SEED", 20260715));
        Tell($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        var policy = PolicyDocument.Load(await File.ReadAllTextAsync(Workshop.PolicyFile, TestContext.Current.CancellationToken)).Policy!;
        await using var workshop = await Workshop.Open(random);
        using var callers = new Callers(workshop, policy);
        var acknowledged = await Import(workshop, callers, random, kills);

        await TheRecord.HoldsEveryReceipt(callers, acknowledged);
        await TheRecord.KnowsEveryOperation(callers, acknowledged);
        var delivered = await ThePlatform.EndsAsTheProduct(workshop, callers, acknowledged);
        var told = new WhatWasTold(policy, acknowledged);
        var requests = told.WasPermitted(workshop);
        ThePlatform.WasNeverMisled(workshop);
        Assert.True(requests >= delivered && told.UnderConsent > 0, "Void: the platform was hardly told anything.");
        var summary = workshop.Simulator.SummaryOf(Workshop.Platform);
        Tell($"{delivered} customers delivered by {requests} requests ({summary.Faulted} faulted, {summary.Duplicates} repeated, "
            + $"{told.UnderConsent} values under a consent)");

        await workshop.Product.Stop();
        var report = await TheRecord.Verifies(workshop.DataFolder);
        Tell($"verified: {report.Customers} customers, {report.Entries} entries, {report.UnfinishedKeys} unfinished keys");
        Assert.Equal(acknowledged.Select(a => a.Customer).Distinct().Count(), report.Customers);
        Assert.True(report.Entries >= acknowledged.Count);
    }

    private static async Task<IReadOnlyCollection<Acknowledged>> Import(Workshop workshop, Callers callers, Random random, int kills)
    {
        var count = kills * ActsPerKill;
        var acts = new Acts(random, count / ActsPerCustomer, TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1)).Take(count);
        var executioner = Executioner.Of(workshop.Product, random, kills, count);
        var importer = new Importer(callers, executioner);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var executions = executioner.Work(over.Token);
        try
        {
            await importer.Play(acts);
        }
        catch
        {
            // Nothing is acknowledged any more, and the executioner counts by that.
            await over.CancelAsync();
            throw;
        }

        await executions;

        var acknowledged = importer.Acknowledged;
        Tell($"{acts.Count} acts, {acknowledged.Count} acknowledged, {executioner.Kills} kills, {importer.Cut} calls cut, {importer.Replayed} replays");
        Assert.Equal((acts.Count, kills), (acknowledged.Count, executioner.Kills));
        Assert.True(importer.Cut > 0, "Void: no kill cut a call that was under way.");
        return acknowledged;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    private static void Tell(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
