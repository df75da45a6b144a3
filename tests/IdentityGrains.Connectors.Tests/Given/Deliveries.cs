using System.Globalization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>Deliveries for tests.</summary>
internal static class Deliveries
{
    public static readonly PurposeName Service = new("service_fulfilment");

    public static PlatformDelivery Of(long version, string key = "C-1001") => new(
        "dlv_" + version.ToString("x32", CultureInfo.InvariantCulture), key, version, "brightmart-retail@2026.07.1",
        new DateTimeOffset(2026, 7, 3, 12, 0, 0, TimeSpan.FromHours(2)),
        [Write("email", $"n{version}@x.test"), new("name.given", FieldValue.Blank, null)]);

    public static PlatformWrite Write(string path, string text) => new(path, new FieldValue.Text(text), Service);
}
