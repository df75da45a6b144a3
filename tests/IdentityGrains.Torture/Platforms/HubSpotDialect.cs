using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Protocols;
using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Platforms;

/// <summary>HubSpot's batch upsert and batch read of contacts. Every value is a text there, and an empty one is none.</summary>
internal sealed record HubSpotDialect() : Dialect("hubspot", "hubspot.contacts", new Proof(AckLevel.Applied, CallsBack: false))
{
    private const string Key = "ig_customer_id";
    private const string Contacts = "/crm/v3/objects/contacts";

    public override string? RefusesOne => "LOCKED";

    public override IEnumerable<ToldItem> Told(string method, string path, JsonElement? body) => path != Contacts + "/batch/upsert" || body is null ? []
        : body.Value.GetProperty("inputs").EnumerateArray().Select(i => new ToldItem(
            i.GetProperty("id").GetString()!, Values(i.GetProperty("properties").EnumerateObject().Where(p => p.Name != Key)))
        {
            DeliveryId = i.GetProperty("objectWriteTraceId").GetString(),
        });

    public override IEnumerable<string> Looked(string method, string path, JsonElement? body) => path != Contacts + "/batch/read" || body is null ? []
        : body.Value.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("id").GetString()!);

    public override IEnumerable<(string Name, string Value)> Settings(string url, string credentialFile) => [("OurAppId", PlatformSimulator.ProductUser)];
}
