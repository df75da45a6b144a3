using IdentityGrains.Torture.Mutants;
using IdentityGrains.Torture.Platforms;

namespace IdentityGrains.Torture.Hosts;

/// <summary>What is under test: which processes, over which store.</summary>
internal sealed record ProductLayout
{
    /// <summary>Runs of whole clusters come one after the other: two at once on one machine would only wait for each other.</summary>
    public const string Clusters = "clusters";

    /// <summary>Hosts with silo, client gateway and HTTP. The embedded store has one. Default: 1.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>Hosts with HTTP and no silo. Default: 0.</summary>
    public int Gateways { get; init; }

    /// <summary>True for PostgreSQL, false for the embedded store. Default: false.</summary>
    public bool Postgres { get; init; }

    /// <summary>True gives each host a network of its own, so that links can be cut. Needs root. Default: false.</summary>
    public bool Networks { get; init; }

    /// <summary>True lets the last silo reach the database by TCP, through a relay that can be made slow. Default: false.</summary>
    public bool Relayed { get; init; }

    /// <summary>How large the database's disk is, a small one in memory; null for the machine's. Default: null.</summary>
    public int? DiskInMegabytes { get; init; }

    /// <summary>True installs a platform that is told of customers. Default: false.</summary>
    public bool Platform { get; init; }

    /// <summary>Platforms that are tortured too, in a run about deliveries. Default: none.</summary>
    public IReadOnlyList<PlatformSpec> Tortured { get; init; } = [];

    /// <summary>The policy at the start, as text; null for the sample's. Default: null.</summary>
    public string? Policy { get; init; }

    /// <summary>The seeded bug that every host has; null for the product as it is. Default: null.</summary>
    public Mutant? Mutant { get; init; }

    /// <summary>Further settings of every host, environment variables by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The layout of the promises: three silos, one gateway alone, PostgreSQL.</summary>
    public static ProductLayout Cluster { get; } = new() { Silos = 3, Gateways = 1, Postgres = true, Relayed = true };

    /// <summary>One process over the embedded store.</summary>
    public static ProductLayout Embedded { get; } = new();
}
