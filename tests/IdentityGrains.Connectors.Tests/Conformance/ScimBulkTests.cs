using IdentityGrains.Connectors.Scim;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using static IdentityGrains.Connectors.Tests.Conformance.ScimDesk;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>Several deliveries by one Bulk request, where the server has it.</summary>
public sealed class ScimBulkTests
{
    private const string Name = "name.givenName";

    private static readonly SendResult Confirmed = new SendResult.Acknowledged(AckLevel.Confirmed);
    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    [Theory]
    [InlineData(FaultKind.ItemMissing)]
    [InlineData(FaultKind.ItemExtra)]
    public async Task Of_a_bulk_only_those_are_open_whose_answer_is_missing_or_there_twice(FaultKind kind)
    {
        await using var desk = await Open(seed: 3);
        await desk.Send(Tell(1, Name, "Warm", "C-0"));
        desk.Inject(kind, rate: 0.5);
        var batch = Enumerable.Range(1, 10).Select(i => Tell(i, Name, $"Ana{i}", $"C-{i}")).ToArray();

        var results = await desk.Send(batch);

        Assert.Contains(results, r => r == Applied);
        Assert.Contains(results, r => r == new SendResult.Indeterminate("uncorrelated"));
        Assert.All(results, r => Assert.True(r == Applied || r is SendResult.Indeterminate, r.ToString()));
    }

    [Fact]
    public async Task The_answers_of_a_bulk_may_stand_in_any_order()
    {
        await using var desk = await Open();
        desk.Inject(FaultKind.ItemsReordered);
        desk.Inject(FaultKind.ItemRefused, rate: 0.5);
        var batch = Enumerable.Range(1, 10).Select(i => Tell(i, Name, $"Ana{i}", $"C-{i}")).ToArray();

        var results = await desk.Send(batch);

        Assert.All(results.Zip(batch), r => Assert.Equal(r.First is SendResult.Acknowledged, desk.Held(r.Second.Key, Name) is not null));
    }

    [Fact]
    public async Task A_server_without_bulk_takes_one_at_a_time_and_says_so_once_it_was_asked()
    {
        await using var desk = await Open(settings: s => s.Bulk = false);
        Assert.Equal([Confirmed, SendResult.Retry.BatchFull], await desk.Send(Tell(1, Name, "Ana", "C-1"), Tell(1, Name, "Ben", "C-2")));
        Assert.Equal(1, desk.Connector.Capabilities.BatchSize);
    }

    [Fact]
    public async Task How_many_go_at_once_is_the_servers_to_say()
    {
        await using var desk = await Open();
        Assert.Equal(1, desk.Connector.Capabilities.BatchSize);

        await desk.Send(Tell(1, Name, "Ana"));
        Assert.Equal(ScimConnector.MostAtOnce, desk.Connector.Capabilities.BatchSize);
    }

    [Fact]
    public async Task A_bulk_that_is_refused_as_such_is_not_tried_again_and_nobody_suffers()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Warm", "C-0"));
        desk.Inject(FaultKind.Status, status: 413, times: 1);

        Assert.All(
            await desk.Send(Tell(1, Name, "Ana", "C-1"), Tell(1, Name, "Ben", "C-2")),
            r => Assert.Equal(new SendResult.Retry("bulk_refused", TimeSpan.Zero) { TookNoEffect = true }, r));
        Assert.Equal(Confirmed, await desk.Send(Tell(1, Name, "Ana", "C-1")));
        Assert.Equal(1, desk.Connector.Capabilities.BatchSize);
    }
}
