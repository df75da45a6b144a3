using System.Text.Json;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using static IdentityGrains.Connectors.Tests.Conformance.ScimDesk;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>What is special to a SCIM server: answers that show the resource, versions, kinds of errors, whole resources.</summary>
public sealed class ScimServerTests
{
    private const string Name = "name.givenName";
    private const string Email = "emails[type eq \"work\"].value";
    private const string Phone = "phoneNumbers[type eq \"mobile\"].value";
    private const string Tier = "urn:brightmart:scim:customer:tier";

    private static readonly SendResult Confirmed = new SendResult.Acknowledged(AckLevel.Confirmed);
    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_the_sample_shop_tells_its_service_desk_is_held_there_and_shown_by_the_answer()
    {
        await using var desk = await Open();
        var all = Deliveries.Of(1) with
        {
            Fields =
            [
                Deliveries.Write(Name, "Ana"), Deliveries.Write("name.familyName", "Sol"), Deliveries.Write(Email, "ana@x.test"),
                Deliveries.Write(Phone, "+491701234567"), Deliveries.Write("preferredLanguage", "de-AT"), Deliveries.Write(Tier, "gold"),
            ],
        };

        Assert.Equal(Confirmed, await desk.Send(all));
        Assert.Equal(
            ("Ana", "Sol", "ana@x.test", "+491701234567", "de-AT", "gold"),
            (desk.Held("C-1001", Name), desk.Held("C-1001", "name.familyName"), desk.Held("C-1001", Email), desk.Held("C-1001", Phone),
                desk.Held("C-1001", "preferredLanguage"), desk.Held("C-1001", Tier)));

        Assert.Equal(Confirmed, await desk.Send(
            Deliveries.Of(2) with { Fields = [.. all.Fields.Select(f => f with { Value = FieldValue.Blank, Purpose = null })] }));
        Assert.All(all.Fields, f => Assert.Null(desk.Held("C-1001", f.Path)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("no_content", false)]
    public async Task An_answer_that_shows_the_resource_confirms_and_one_without_does_not(string variant, bool shows)
    {
        await using var desk = await Open(variant);
        await desk.Send(Tell(1, Name, "Ana"));

        Assert.Equal(shows ? Confirmed : Applied, await desk.Send(Tell(2, Name, "Anna")));
        Assert.True(await desk.Shows("C-1001", Name, "Anna"));
    }

    [Theory]
    [InlineData(FaultKind.Coerced, Name, "Ana", false)]
    [InlineData(FaultKind.Truncated, Name, "Anabela", false)]
    [InlineData(FaultKind.Coerced, Email, "ana@x.test", true)]
    [InlineData(FaultKind.Coerced, Phone, "+491701234567", true)]
    public async Task What_was_stored_otherwise_is_confirmed_exactly_if_it_means_the_same(FaultKind kind, string path, string value, bool same)
    {
        await using var desk = await Open();
        desk.Inject(kind, path: path);

        Assert.Equal(same ? Confirmed : Applied, await desk.Send(Tell(1, path, value)));
        Assert.Equal(same, await desk.Shows("C-1001", path, value));
    }

    [Fact]
    public async Task Who_wrote_between_our_looking_and_our_writing_is_not_overwritten_unread()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Inject(FaultKind.Status, status: 412, times: 1);

        Assert.Equal(new SendResult.Retry("http_412", null) { TookNoEffect = true }, await desk.Send(Tell(2, Name, "Anna")));
        Assert.Equal(Confirmed, await desk.Send(Tell(2, Name, "Anna")));
        Assert.All(desk.Simulator.Requests(Platform).Where(r => r.Method == "PATCH"), r => Assert.Contains("\"Anna\"", r.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("uniqueness", "uniqueness")]
    [InlineData("mutability", "mutability")]
    [InlineData("invalidValue", "invalid_value")]
    [InlineData("sensitive", "sensitive")]
    [InlineData("<b>Ana</b>", "platform_code")]
    public async Task What_is_refused_for_good_carries_the_servers_kind_and_never_its_text(string code, string why)
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Rejected(why), await desk.Send(Tell(2, Name, "Anna")));
    }

    [Fact]
    public async Task An_attribute_that_is_gone_is_named_and_nothing_of_the_delivery_was_written()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Inject(FaultKind.FieldGone, path: Tier);

        var refused = await desk.Send(Deliveries.Of(2) with { Fields = [Deliveries.Write(Name, "Anna"), Deliveries.Write(Tier, "gold")] });
        Assert.Equal(new SendResult.Rejected("invalid_path") { Paths = [Tier] }, refused);
        Assert.Equal("Ana", desk.Held("C-1001", Name));
    }

    [Fact]
    public async Task A_path_that_is_none_is_refused_before_anything_is_told() => Assert.Equal(
        new SendResult.Rejected("invalid_path") { Paths = ["Vip Flag"] },
        await (await Open()).Send(Tell(1, "Vip Flag", "yes")));

    [Theory]
    [InlineData(FaultKind.ResetBeforeApply, "reset")]
    [InlineData(FaultKind.ErrorBeforeApply, "http_503")]
    [InlineData(FaultKind.RetryAfter, "http_429")]
    public async Task What_goes_wrong_while_looking_leaves_nothing_open(FaultKind kind, string why)
    {
        await using var desk = await Open();
        desk.Simulator.Inject(Platform, new Fault(kind));

        var later = Assert.IsType<SendResult.Retry>(await desk.Send(Tell(1, Name, "Ana")));
        Assert.Equal((why, true), (later.Why, later.TookNoEffect));
        Assert.Null(desk.Simulator.Find(Platform, "C-1001"));
        Assert.All(desk.Simulator.Requests(Platform), r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task A_whole_resource_is_put_back_with_what_others_wrote_in_it()
    {
        await using var desk = await Open("patch_active_only", settings: s => s.UpdateBy = ScimUpdate.Put);
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Edit("C-1001", "title", "Dr");

        Assert.Equal(Confirmed, await desk.Send(Tell(2, Name, "Anna")));
        Assert.Equal(("Anna", "Dr"), (desk.Held("C-1001", Name), desk.Held("C-1001", "title")));
    }
}
