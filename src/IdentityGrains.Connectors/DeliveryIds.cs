namespace IdentityGrains.Connectors;

/// <summary>How a delivery is named. The name stands in headers and addresses, so its shape is checked on both ways.</summary>
internal static class DeliveryIds
{
    private const string Prefix = "dlv_";
    private const int MaxLength = 64;

    /// <summary>True for <c>dlv_</c> and letters or digits.</summary>
    public static bool IsWellFormed(string? id) =>
        id is { Length: > 4 and <= MaxLength } && id.StartsWith(Prefix, StringComparison.Ordinal) && id.AsSpan(Prefix.Length).IndexOfAnyExcept(Allowed) < 0;

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
