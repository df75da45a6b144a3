namespace IdentityGrains.Grains.Delivery;

/// <summary>What connectors tell operators.</summary>
internal static partial class ConnectorLog
{
    [LoggerMessage(2301, LogLevel.Warning, "Connector of {Platform}: a round failed and will be repeated, {Fault}")]
    public static partial void RoundFailed(ILogger logger, PlatformName platform, string fault);

    [LoggerMessage(2302, LogLevel.Warning, "Customer {Customer} on {Platform}: a delivery could not be carried on and will be, {Fault}")]
    public static partial void SendFailed(ILogger logger, CustomerId customer, PlatformName platform, string fault);
}
