namespace IdentityGrains.Simulators.Protocols;

/// <summary>What a simulator of vendors' platforms simulates.</summary>
public sealed class PlatformSimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes any free one. Default: 0.</summary>
    public int Port { get; set; }

    /// <summary>What every fault is drawn from: the same seed and the same requests give the same faults. Default: 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>The platforms by name.</summary>
    public IDictionary<string, SimulatedPlatformOptions> Platforms { get; } = new Dictionary<string, SimulatedPlatformOptions>(StringComparer.Ordinal);

    /// <summary>Requests that a platform's log keeps; the oldest are dropped, the counts stay. Default: 50,000.</summary>
    public int MaxLoggedRequests { get; set; } = 50_000;

    /// <summary>Records that a platform holds; the protocol refuses a new one beyond. Default: 200,000.</summary>
    public int MaxRecords { get; set; } = 200_000;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}

/// <summary>One simulated platform.</summary>
/// <param name="Protocol">The protocol's word, for example <c>salesforce</c>.</param>
/// <param name="Token">The token that it takes.</param>
public sealed record SimulatedPlatformOptions(string Protocol, string Token)
{
    /// <summary>Requests in each window; 0 has no limit. Default: 0.</summary>
    public int RateLimit { get; init; }

    /// <summary>The window. Default: 1 s.</summary>
    public TimeSpan RatePer { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A variant of the protocol, where it has any. Default: none.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Whose signed messages it takes, where the protocol signs them. Default: nobody's.</summary>
    public SimulatedTrust? Trust { get; init; }

    /// <summary>Makes the platform's protocol, where it is one of one's own and none of ours. Default: the one that the word names.</summary>
    public Func<ISimulatedProtocol>? Own { get; init; }

    /// <summary>Never the token.</summary>
    public override string ToString() => Protocol;
}

/// <summary>Whose signed messages a simulated platform takes.</summary>
/// <param name="Issuer">Who issues them.</param>
/// <param name="Audience">Whom they must be for.</param>
/// <param name="KeyId">The id of the key that signs.</param>
/// <param name="PublicKey">The public half of it, as PEM.</param>
public sealed record SimulatedTrust(string Issuer, string Audience, string KeyId, string PublicKey);
