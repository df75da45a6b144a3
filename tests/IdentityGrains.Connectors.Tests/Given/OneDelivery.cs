namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>Batches of one.</summary>
internal static class OneDelivery
{
    public static async Task<SendResult> Send(this IPlatformConnector connector, PlatformDelivery delivery, CancellationToken ct) =>
        (await connector.Send([delivery], ct)).Results.Single();
}
