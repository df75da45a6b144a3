using System.Buffers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Hashes as the API writes them.</summary>
internal static class Hex
{
    /// <summary>What hashes are written with.</summary>
    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Of(ImmutableArray<byte> bytes) => Convert.ToHexStringLower(bytes.AsSpan());
}
