namespace IdentityGrains.Gateway.Intake;

/// <summary>Hashes as the API writes them.</summary>
internal static class Hex
{
    public static string Of(ImmutableArray<byte> bytes) => Convert.ToHexStringLower(bytes.AsSpan());
}
