using System.Text.Json;

namespace IdentityGrains.Benchmarks.Contending;

/// <summary>What a contender's process is told before it begins.</summary>
/// <param name="Connection">A database of its own on the run's PostgreSQL.</param>
/// <param name="Folder">A folder of its own.</param>
/// <param name="Customers">How many customers there are.</param>
internal sealed record Setup(string Connection, string Folder, int Customers)
{
    /// <summary>Where ours keeps its record. Default: the embedded store.</summary>
    public string Store { get; init; } = "Sqlite";

    /// <summary>The process of PostgreSQL, for those who ask what it spends. Default: none.</summary>
    public int PostgresProcess { get; init; }

    /// <summary>What another contender's process said of itself: where its doors are and who its customers are. Default: nothing.</summary>
    public JsonElement? Door { get; init; }
}
