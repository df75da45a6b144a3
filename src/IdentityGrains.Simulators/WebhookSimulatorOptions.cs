namespace IdentityGrains.Simulators;

/// <summary>What a simulator simulates.</summary>
public sealed class WebhookSimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes any free one. Default: 0.</summary>
    public int Port { get; set; }

    /// <summary>What every fault is drawn from: the same seed and the same requests give the same faults. Default: 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>
    /// The platforms and the keys (<c>whsec_</c> and base64) that each of them accepts; with the first it signs its callbacks.
    /// A platform that is not named here does not exist.
    /// </summary>
    public IDictionary<string, IReadOnlyList<string>> Platforms { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>
    /// The keys (<c>whsec_</c> and base64) that the inbox accepts messages to customers by. Default: none, and there is no inbox.
    /// </summary>
    public IList<string> InboxSecrets { get; } = [];

    /// <summary>Permits callbacks to https addresses beyond this machine. Default: false.</summary>
    public bool AllowRemoteAcks { get; set; }

    /// <summary>How often one callback is tried. Default: 50.</summary>
    public int AckAttempts { get; set; } = 50;

    /// <summary>The wait before a callback's second attempt; it doubles, up to 100 times itself. Default: 50 ms.</summary>
    public TimeSpan AckRetry { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Callbacks that may wait at once; the ones beyond are lost and counted. Default: 20,000.</summary>
    public int MaxAcksWaiting { get; set; } = 20_000;

    /// <summary>Requests that a platform's log keeps; the oldest are dropped, the counts stay. Default: 100,000.</summary>
    public int MaxLoggedRequests { get; set; } = 100_000;

    /// <summary>Bodies that a platform's log keeps; older requests keep their hash. Default: 10,000.</summary>
    public int MaxLoggedBodies { get; set; } = 10_000;

    /// <summary>Message ids that a platform, or the inbox, remembers in order to apply each once; the oldest are forgotten. Default: 500,000.</summary>
    public int MaxRememberedIds { get; set; } = 500_000;

    /// <summary>Records that a platform holds; a new one beyond is answered 507. Default: 200,000.</summary>
    public int MaxRecords { get; set; } = 200_000;

    /// <summary>Messages that the inbox keeps; the oldest are dropped, the counts stay. Default: 10,000.</summary>
    public int MaxInboxMessages { get; set; } = 10_000;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
