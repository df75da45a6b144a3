using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using static IdentityGrains.Connectors.Tests.Conformance.ScimDesk;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>Whose a resource is: what is not certainly the customer's is neither written nor believed.</summary>
public sealed class ScimKeyTests
{
    private const string Name = "name.givenName";

    private static readonly SendResult Confirmed = new SendResult.Acknowledged(AckLevel.Confirmed);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_two_resources_bear_is_ambiguous_and_neither_is_written()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana", "C-1"));
        await desk.Send(Tell(1, Name, "Ben", "C-2"));
        desk.Edit("C-2", "externalId", "C-1");

        using var another = Connector(desk.Simulator.UrlOf(Platform));
        Assert.Equal(new SendResult.Rejected("ambiguous_key"), await another.Send(Tell(2, Name, "Anna", "C-1"), Ct));
        Assert.Equal(("Ana", "Ben"), (desk.Held("C-1", Name), desk.Held("C-2", Name)));

        // Both are told, so that nothing is taken for confirmed, and nobody else's look suffers.
        await desk.Send(Tell(1, Name, "Cem", "C-3"));
        var seen = Assert.IsType<ReadAnswer.Observed>(await another.Reader.Read(["C-1", "C-3"], [Name], Ct)).Observations;
        Assert.Equal(["Ana\nBen", "Cem"], seen.Select(o => o.Values[Name]));
    }

    [Fact]
    public async Task A_remembered_id_that_leads_to_somebody_else_is_not_written()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana", "C-1"));
        desk.Edit("C-1", "externalId", "C-9");

        // The name is taken, and what has it is not ours any more.
        Assert.Equal(new SendResult.Rejected("uniqueness"), await desk.Send(Tell(2, Name, "Anna", "C-1")));
        Assert.Equal("Ana", desk.Held("C-1", Name));
    }

    [Fact]
    public async Task A_search_that_shows_somebody_else_is_believed_for_nobody()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Inject(FaultKind.ForeignRecord);
        using var another = Connector(desk.Simulator.UrlOf(Platform));

        Assert.Equal(new SendResult.Rejected("foreign_record"), await another.Send(Tell(2, Name, "Anna"), Ct));
        Assert.Equal(new ReadAnswer.Refused("foreign_record"), await another.Reader.Read(["C-1001"], [Name], Ct));
        Assert.Equal("Ana", desk.Held("C-1001", Name));
    }

    [Fact]
    public async Task A_record_that_was_deleted_there_is_made_again()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Simulator.Remove(Platform, "C-1001");

        Assert.Equal(Confirmed, await desk.Send(Tell(2, Name, "Anna")));
        Assert.Equal(1, desk.Simulator.SummaryOf(Platform).Records);
    }

    [Fact]
    public async Task One_that_a_search_did_not_show_yet_is_not_made_twice()
    {
        await using var desk = await Open();
        desk.Simulator.Inject(Platform, new Fault(FaultKind.ReadLag) { DelayMs = 600_000, Times = 2 });
        desk.Inject(FaultKind.ResetAfterApply, times: 1);
        Assert.Equal(new SendResult.Indeterminate("reset"), await desk.Send(Tell(1, Name, "Ana")));

        desk.Clear();
        desk.Simulator.Inject(Platform, new Fault(FaultKind.ReadLag) { DelayMs = 600_000, Times = 1 });
        Assert.Equal(new SendResult.Retry("uniqueness", null) { TookNoEffect = true }, await desk.Send(Tell(1, Name, "Ana")));
        Assert.Equal(Confirmed, await desk.Send(Tell(1, Name, "Ana")));
        Assert.Equal(1, desk.Simulator.SummaryOf(Platform).Records);
    }

    /// <summary>A server's log, and whatever lies between, keeps addresses: no personal value stands in one.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("no_search", true)]
    [InlineData("", false)]
    public async Task A_name_is_looked_for_and_stands_in_no_address(string variant, bool ours)
    {
        await using var desk = await Open(variant);
        var told = Deliveries.Of(1) with { Fields = [Deliveries.Write("userName", "ana@x.test")] };
        await desk.Send(ours ? told : told with { Key = "C-1" });
        using var another = Connector(desk.Simulator.UrlOf(Platform));

        // It is there, and the search by our key does not show it yet.
        desk.Simulator.Inject(Platform, new Fault(FaultKind.ReadLag) { DelayMs = 600_000, Times = 2 });
        var result = (await another.Send([told], Ct)).Results.Single();

        Assert.Equal(ours ? new SendResult.Retry("uniqueness", null) { TookNoEffect = true } : new SendResult.Rejected("uniqueness"), result);
        Assert.All(desk.Simulator.Requests(Platform), r => Assert.DoesNotContain("ana", Uri.UnescapeDataString(r.Path), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_server_that_cannot_find_by_our_key_holds_the_platform_instead_of_refusing_everybody()
    {
        await using var desk = await Open("no_external_id_filter");

        Assert.Equal(new SendResult.Hold("invalid_filter"), await desk.Send(Tell(1, Name, "Ana")));
        Assert.Null(desk.Simulator.Find(Platform, "C-1001"));
    }

    [Fact]
    public async Task A_key_that_another_ones_name_looks_like_is_not_taken_for_it()
    {
        await using var desk = await Open("no_external_id_filter", settings: s => s.FindBy = "userName");
        await desk.Send(Tell(1, Name, "Ana", "C-a"));

        // Names are found without regard to case, and keys have one.
        Assert.Equal(new SendResult.Rejected("foreign_record"), await desk.Send(Tell(1, Name, "Ben", "c-A")));
        Assert.Equal("Ana", desk.Held("C-a", Name));
    }

    [Theory]
    [InlineData("O\"Hara")]
    [InlineData("back\\slash")]
    [InlineData("\" or userName pr or userName eq \"")]
    [InlineData("&count=0#")]
    public async Task A_key_is_a_key_whatever_stands_in_it(string key)
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana", key));
        using var another = Connector(desk.Simulator.UrlOf(Platform));

        Assert.Equal(Confirmed, await another.Send(Tell(2, Name, "Anna", key), Ct));
        Assert.Equal(1, desk.Simulator.SummaryOf(Platform).Records);
    }
}
