namespace IdentityGrains.Storage.Subscriptions;

/// <summary>What the stores' statements about subscriptions have in common.</summary>
internal static class SubscriptionRow
{
    public const string Columns = "id, url, types, description, created_at, created_by, state, position, failures, due_at, why";

    public static string Write(ImmutableArray<string> types) => string.Join(' ', types);

    public static ImmutableArray<string> Types(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
