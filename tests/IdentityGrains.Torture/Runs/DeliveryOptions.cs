using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Platforms;

namespace IdentityGrains.Torture.Runs;

/// <summary>What a run about deliveries is told.</summary>
internal sealed record DeliveryOptions(ProductLayout Layout, Mix Mix, int Seed, string Name)
{
    /// <summary>Load goes on until platforms were told so often, each customer counted. Default: 0.</summary>
    public int Attempts { get; init; }

    /// <summary>And until so many were told since when their withdrawal is fenced. Default: 0.</summary>
    public int Withdrawals { get; init; }

    /// <summary>Whatever is still to come, no round begins after this. Default: 10 minutes.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long everything may take to converge after all is well; what is promised is a minute. Default: 3 minutes, for runs about something else.
    /// </summary>
    public TimeSpan Convergence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Rounds of faults that strike at the same time.</summary>
    public required Func<DeliveryScene, IEnumerable<Fault[]>> Rounds { get; init; }

    /// <summary>Further rounds, as long as it is not enough. Default: none.</summary>
    public Func<DeliveryScene, IEnumerable<Fault>> Further { get; init; } = _ => [];

    /// <summary>True ends with a platform that asks to wait an hour. Default: false.</summary>
    public bool LastWord { get; init; }
}

/// <summary>What rounds are made of.</summary>
internal sealed record DeliveryScene(PlatformsUnderTorture Platforms, Random Random, Steward Steward, OpenLoop Load, Script Script, Mix Mix);
