using System.ComponentModel.DataAnnotations;

namespace IdentityGrains.Grains.Callers;

/// <summary>How much one principal may ask of one silo, section <c>Calls</c>. Beyond it calls are refused before anything is done.</summary>
public sealed class CallLimits
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Calls";

    /// <summary>Calls per second, in the long run. Default: 20,000.</summary>
    [Range(1, 10_000_000)]
    public int PerSecond { get; set; } = 20_000;

    /// <summary>Calls at once, after a pause. Default: 40,000.</summary>
    [Range(1, 10_000_000)]
    public int AtOnce { get; set; } = 40_000;

    /// <summary>
    /// Customers per second that do not exist, in the long run: an id costs a load from the store, and whoever has real ones seldom misses. Default: 100.
    /// </summary>
    [Range(1, 1_000_000)]
    public int UnknownPerSecond { get; set; } = 100;

    /// <summary>Customers at once that do not exist, after a pause. Default: 1,000.</summary>
    [Range(1, 1_000_000)]
    public int UnknownAtOnce { get; set; } = 1_000;
}
