using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IdentityGrains.Grains.Callers;

/// <summary>By what a verified token is remembered: its SHA-256, so that the token itself is kept nowhere, and whose keys verified it.</summary>
internal readonly record struct TokenMark(UInt128 High, UInt128 Low, bool OfService)
{
    /// <summary>The mark of a token. It is taken of the characters as they lie in memory: no other process ever compares it.</summary>
    public static TokenMark Of(string token, bool ofService)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return new TokenMark(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]), ofService);
    }
}
