using System.Globalization;

namespace IdentityGrains.Grains.Feed;

/// <summary>The streams that echo the journal: one per slot group, all in one namespace.</summary>
public static class FeedStreams
{
    /// <summary>The stream provider's name.</summary>
    public const string Provider = "feed";

    /// <summary>The streams' namespace.</summary>
    public const string Namespace = "customers";

    /// <summary>The stream of a slot group; its planner has the same key.</summary>
    public static StreamId Of(int group) => StreamId.Create(Namespace, KeyOf(group));

    /// <summary>The key of a slot group, for example <c>g07</c>.</summary>
    public static string KeyOf(int group) => string.Create(CultureInfo.InvariantCulture, $"g{group:00}");

    /// <summary>The slot group of a key.</summary>
    public static int GroupOf(string key) => int.Parse(key.AsSpan(1), CultureInfo.InvariantCulture);
}
