namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>What one request told a platform of one customer, by the platform's own log.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Number">The customer's number there.</param>
/// <param name="ArrivedAt">When the request's head was there.</param>
/// <param name="EndedAt">When it was answered, or its sender hung up.</param>
/// <param name="Status">What was answered; 0 when nothing was.</param>
/// <param name="Values">What was told, by the platform's paths.</param>
internal sealed record ToldCopy(
    string Platform, string Number, DateTimeOffset ArrivedAt, DateTimeOffset EndedAt, int Status, IReadOnlyDictionary<string, ToldValue> Values)
{
    /// <summary>The delivery that it names; null where the protocol has no place for it.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The version that is stamped in it; null where the protocol has no place for it.</summary>
    public long? Version { get; init; }

    /// <summary>True when the platform wrote it on its shelf.</summary>
    public bool Applied { get; init; }

    /// <summary>True when its sender gave up before it was answered: whatever the platform does then, it does without anybody waiting for it.</summary>
    public bool HungUp { get; init; }

    /// <summary>True when the platform itself saw that a newer one had come before.</summary>
    public bool OutOfOrder { get; init; }

    /// <summary>For how long the answer asked to wait; null when it did not.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>True when the platform took it, as far as it says.</summary>
    public bool Taken => Status is >= 200 and < 300;
}

/// <summary>One value as it was told, in one form whatever the protocol's.</summary>
/// <param name="Text">What it says; null when the platform was told that there is nothing.</param>
/// <param name="Purpose">The purpose that the request names for it; null when it names none.</param>
internal sealed record ToldValue(string? Text, string? Purpose = null);

/// <summary>A reading of one customer's copy, by the platform's own log.</summary>
internal sealed record LookedAt(string Platform, string Number, DateTimeOffset ArrivedAt, DateTimeOffset EndedAt, int Status);

/// <summary>A time in which the harness itself stood still.</summary>
internal sealed record Standstill(DateTimeOffset From, DateTimeOffset Until);

/// <summary>How late the same host's clock may be read, where one process saw what another did.</summary>
internal static class Doubt
{
    /// <summary>Between the first byte of a request and somebody's noting that it came, on a machine that does much else.</summary>
    public static readonly TimeSpan OfArrival = TimeSpan.FromMilliseconds(250);
}
