using System.Security.Cryptography;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sealing;

/// <summary>
/// The store-wide secret under which native keys are looked up before anybody knows whose they are. It is not a customer's, so it outlives an erasure; the
/// rows that it made are removed then.
/// </summary>
public sealed class IndexKey
{
    private const string FileName = "index";

    private readonly byte[] _secret;

    internal IndexKey(byte[] secret) => _secret = secret;

    /// <summary>Reads the key of a folder; it is made when there is none and that is allowed, otherwise <see cref="UnsafeStoreException"/>.</summary>
    public static IndexKey Open(string folder, bool create) => new(KeyFile.ReadOrCreate(folder, FileName, create));

    /// <summary>Keyed hash of a native key, 32 bytes.</summary>
    public byte[] Digest(NativeKey key) => Mac("native-key", key.Source.Value, key.Key);

    /// <summary>Keyed hash of a platform's key of a customer, 32 bytes.</summary>
    public byte[] Digest(PlatformName platform, string key) => Mac("platform-key", platform.Value, key);

    /// <summary>Keyed hash of an e-mail address as platforms compare it, 32 bytes.</summary>
    public byte[] DigestEmail(string address) => Mac("contact-point", "email", address);

    /// <summary>The id of a customer that is created without a native key: a retried create makes no second person.</summary>
    public CustomerId CustomerFor(PrincipalId principal, OperationId operation) =>
        CustomerId.FromBytes(Mac("customer-id", principal.Value, operation.Value));

    /// <summary>Proves that whoever made it has this key, 32 bytes. For calls between silos.</summary>
    public byte[] Prove(string purpose, string text) => Mac("proof", purpose, text);

    /// <summary>Says nothing of the key but whether it is the same one.</summary>
    internal byte[] CheckValue() => Mac("check", "", "");

    private byte[] Mac(string purpose, string first, string second) =>
        HMACSHA256.HashData(_secret, Canonical.Write((purpose, first, second), static (writer, m) =>
        {
            writer.WriteStartArray(3);
            writer.WriteTextString(m.purpose);
            writer.WriteTextString(m.first);
            writer.WriteTextString(m.second);
            writer.WriteEndArray();
        }));
}
