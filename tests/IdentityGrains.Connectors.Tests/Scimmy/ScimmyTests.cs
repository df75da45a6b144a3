using System.Collections.Immutable;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.Scimmy;

/// <summary>What the client says is understood by a server that is none of ours, and what that server says by the client.</summary>
public sealed class ScimmyTests(ScimmyServer server) : IClassFixture<ScimmyServer>
{
    private const string Email = "emails[type eq \"work\"].value";
    private const string Phone = "phoneNumbers[type eq \"mobile\"].value";
    private const string Address = "addresses[type eq \"home\"]";
    private const string Department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

    private static readonly SendResult Shown = new SendResult.Acknowledged(AckLevel.Confirmed);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_is_made_changed_cleared_and_read()
    {
        using var connector = Connector(namesAttributes: false);
        Assert.Equal(Shown, await connector.Send(
            Tell(1, "S-1", ("name.givenName", "Ana"), ("name.familyName", "Sol"), (Email, "ana@x.test"), (Department, "gold")), Ct));
        Assert.Equal(Shown, await connector.Send(
            Tell(2, "S-1", (Email, "new@x.test"), (Phone, "+491701234567"), ("preferredLanguage", "de-AT"), (Department, "silver")), Ct));

        Assert.Equal(("Ana", "new@x.test", "+491701234567", "silver"), await Seen(connector, "S-1", "name.givenName", Email, Phone, Department));

        Assert.Equal(Shown, await connector.Send(Tell(3, "S-1", ("name.givenName", null), (Email, null), (Phone, null), (Department, null)), Ct));
        Assert.Equal((null, null, null, "Sol"), await Seen(connector, "S-1", "name.givenName", Email, Phone, "name.familyName"));
    }

    [Fact]
    public async Task A_list_of_attributes_is_understood()
    {
        using var connector = Connector();
        Assert.Equal(Shown, await connector.Send(Tell(1, "S-2", ("name.givenName", "Ben"), (Email, "ben@x.test")), Ct));
        Assert.Equal(Shown, await connector.Send(Tell(2, "S-2", (Email, "ben@y.test")), Ct));

        Assert.Equal(("Ben", "ben@y.test", null, null), await Seen(connector, "S-2", "name.givenName", Email, Phone, "nickName"));
    }

    [Fact]
    public async Task An_address_is_changed_part_by_part()
    {
        using var connector = Connector();
        await connector.Send(Home(1, ("city", "Berlin"), ("country", "DE"), ("line1", "Alte Str. 1"), ("line2", "Hof"), ("postcode", "10115")), Ct);

        Assert.Equal(Shown, await connector.Send(Home(2, ("city", "Wien"), ("country", "AT"), ("line1", "Ring 1")), Ct));
        Assert.Equal(Shown, await connector.Send(Home(3), Ct));
    }

    [Fact]
    public async Task A_batch_is_one_bulk_and_each_has_its_result()
    {
        using var connector = Connector();
        await connector.Send(Tell(1, "S-4", ("nickName", "D")), Ct);
        Assert.Equal(20, connector.Capabilities.BatchSize);

        var answer = await connector.Send(
            [Tell(2, "S-4", ("nickName", "Dee")), Tell(1, "S-5", ("nickName", "E")), Tell(1, "S-6", ("nickname-of-none", "F"))], Ct);

        Assert.Equal(new SendResult.Acknowledged(AckLevel.Applied), answer.Results[0]);
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Applied), answer.Results[1]);
        Assert.IsNotType<SendResult.Indeterminate>(answer.Results[2]);
        Assert.Equal(("Dee", null, null, null), await Seen(connector, "S-4", "nickName", Email, Phone, "title"));
        Assert.Equal(("E", null, null, null), await Seen(connector, "S-5", "nickName", Email, Phone, "title"));
    }

    [Fact]
    public async Task A_record_is_made_inactive_or_deleted()
    {
        using var off = Connector();
        await off.Send(Tell(1, "S-7", ("nickName", "G")), Ct);
        Assert.Equal(Shown, await off.Remove("dlv_1", "S-7", Ct));
        Assert.Equal(("false", "G", null, null), await Seen(off, "S-7", "active", "nickName", Email, Phone));

        using var gone = Connector(removal: ScimRemoval.Delete);
        Assert.IsType<SendResult.Acknowledged>(await gone.Remove("dlv_1", "S-7", Ct));
        Assert.Empty(Assert.IsType<ReadAnswer.Observed>(await gone.Reader.Read(["S-7"], ["nickName"], Ct)).Observations);
    }

    [Fact]
    public async Task What_nobody_may_write_is_refused_by_name_of_the_kind()
    {
        using var connector = Connector();
        await connector.Send(Tell(1, "S-8", ("nickName", "H")), Ct);

        Assert.IsType<SendResult.Rejected>(await connector.Send(Tell(2, "S-8", ("nobodysAttribute", "x")), Ct));
    }

    [Fact]
    public async Task What_the_dialect_of_one_client_says_is_understood_too()
    {
        using var connector = Connector(dialect: ScimDialect.Entra);
        await connector.Send(Tell(1, "S-9", ("name.givenName", "Ina")), Ct);

        Assert.Equal(Shown, await connector.Send(Tell(2, "S-9", ("name.givenName", "Ines"), ("nickName", "I")), Ct));
    }

    private ScimConnector Connector(
        bool namesAttributes = true, ScimRemoval removal = ScimRemoval.Deactivate, ScimDialect dialect = ScimDialect.Standard) => new(
        new ScimSettings
        {
            Url = server.Url, Credential = ScimmyServer.Token, AllowLoopbackHttp = true, NamesAttributes = namesAttributes, Removal = removal,
            Dialect = dialect,
        },
        TimeProvider.System);

    private static PlatformDelivery Tell(long version, string key, params (string Path, string? Text)[] fields) => Deliveries.Of(version, key) with
    {
        Fields = [.. fields.Select(f => f.Text is null ? new PlatformWrite(f.Path, FieldValue.Blank, null) : Deliveries.Write(f.Path, f.Text))],
        DeliveryId = $"dlv_{key.Replace("-", "", StringComparison.Ordinal)}{version}",
    };

    private static PlatformDelivery Home(long version, params (string Name, string Text)[] parts) => Tell(version, "S-3") with
    {
        Fields = [new PlatformWrite(Address, new FieldValue.Parts([.. parts.Select(p => new Part(p.Name, p.Text))]), Deliveries.Service)],
    };

    private static async Task<(string?, string?, string?, string?)> Seen(ScimConnector connector, string key, string one, string two, string three, string four)
    {
        var seen = Assert.IsType<ReadAnswer.Observed>(await connector.Reader.Read([key], [one, two, three, four], Ct)).Observations.Single();
        ImmutableDictionary<string, string?> values = seen.Values;
        return (values[one], values[two], values[three], values[four]);
    }
}
