using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using static IdentityGrains.Connectors.Tests.Conformance.ScimDesk;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>Records that are made inactive, and opened again.</summary>
public sealed class ScimRemovalTests
{
    private const string Name = "name.givenName";

    private static readonly SendResult Confirmed = new SendResult.Acknowledged(AckLevel.Confirmed);
    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", ScimUpdate.Patch, "PATCH")]
    [InlineData("entra", ScimUpdate.Patch, "PATCH")]
    [InlineData("patch_active_only", ScimUpdate.Put, "PATCH")]
    public async Task A_record_is_made_inactive_as_its_server_wants_it(string variant, ScimUpdate update, string method)
    {
        await using var desk = await Open(variant, settings: s => Fit(s, variant, update));
        await desk.Send(Tell(1, Name, "Ana"));

        Assert.Equal(Confirmed, await desk.Remover!.Remove("dlv_1", "C-1001", Ct));
        Assert.False(desk.Simulator.Find(Platform, "C-1001")!.Active);
        Assert.Equal(method, desk.Simulator.Requests(Platform)[^1].Method);
        Assert.Equal(Applied, await desk.Remover.Remove("dlv_1", "C-1001", Ct));
        Assert.Equal(Applied, await desk.Remover.Remove("dlv_2", "nobody", Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_inactive_record_that_is_told_a_value_is_opened_only_where_settings_say_so(bool reactivates)
    {
        await using var desk = await Open(settings: s => s.Reactivates = reactivates);
        await desk.Send(Tell(1, Name, "Ana"));
        await desk.Remover!.Remove("dlv_1", "C-1001", Ct);

        await desk.Send(Deliveries.Of(2) with { Fields = [new PlatformWrite(Name, FieldValue.Blank, null)] });
        Assert.False(desk.Simulator.Find(Platform, "C-1001")!.Active);

        await desk.Send(Tell(3, Name, "Anna"));
        Assert.Equal(reactivates, desk.Simulator.Find(Platform, "C-1001")!.Active);
    }

    private static void Fit(ScimSettings settings, string variant, ScimUpdate update)
    {
        settings.UpdateBy = update;
        if (variant == "entra")
        {
            (settings.Dialect, settings.KeysAtOnce) = (ScimDialect.Entra, 1);
        }
    }
}
