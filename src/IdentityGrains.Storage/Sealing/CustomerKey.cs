using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Storage.Sealing;

/// <summary>
/// One customer's key. Everything personal is sealed under it before it reaches a store, and every stored digest of a value is keyed by it: once it is
/// destroyed, what remains says nothing, and the chain still verifies.
/// </summary>
public sealed class CustomerKey
{
    /// <summary>How many bytes the secret has.</summary>
    public const int Size = 32;

    private const int Small = 1024;

    private readonly byte[] _root;
    private readonly byte[] _id;
    private readonly byte[] _seal;
    private readonly byte[] _commit;

    // Most who have a key never digest with it; each subkey costs as much as sealing something.
    private byte[]? _fingerprint;
    private byte[]? _digest;

    /// <summary>Derives what opens and seals, once; what digests when it is first asked for.</summary>
    /// <param name="secret">The customer's 32 random bytes.</param>
    /// <param name="epoch">The epoch of the key that wraps them.</param>
    public CustomerKey(ReadOnlySpan<byte> secret, long epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Size);
        Epoch = epoch;
        _root = new byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt: default, _root);
        _id = Derive("id", Envelope.KeyIdSize);
        _seal = Derive("seal", Size);
        _commit = Derive("commit", Size);
    }

    /// <summary>The epoch of the key that wraps this one.</summary>
    public long Epoch { get; }

    /// <summary>Seals a plaintext for one place: customer, version and role are part of what is authenticated.</summary>
    public byte[] Seal(EnvelopeRole role, CustomerId customer, long version, ReadOnlySpan<byte> plaintext)
    {
        var place = EnvelopePlace.Write(role, customer, version, _id, Epoch);
        var nonce = RandomNumberGenerator.GetBytes(Envelope.NonceSize);
        var ciphertext = new byte[plaintext.Length + Envelope.TagSize];
        using var aes = new AesGcm(_seal, Envelope.TagSize);
        aes.Encrypt(nonce, plaintext, ciphertext.AsSpan(0, plaintext.Length), ciphertext.AsSpan(plaintext.Length), place);
        return new Envelope(_id, Epoch, nonce, ciphertext, Commit(place, plaintext)).Write();
    }

    /// <summary>Opens an envelope that was sealed for this place. Else <see cref="InvalidDataException"/> names what does not fit.</summary>
    public byte[] Open(EnvelopeRole role, CustomerId customer, long version, ReadOnlyMemory<byte> envelope)
    {
        using var opener = Opener();
        return opener.Open(role, customer, version, envelope).ToArray();
    }

    /// <summary>Opens many envelopes of the customer one after the other; one thread's own.</summary>
    internal EnvelopeOpener Opener() => new(_id, _seal, _commit);

    /// <summary>Keyed digest of a value or a body, 32 bytes. Digests of different purposes cannot be compared.</summary>
    public byte[] Digest(string purpose, ReadOnlySpan<byte> bytes)
    {
        var label = Encoding.UTF8.GetBytes(purpose);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, label.Length);

        // The length in front keeps purpose and bytes apart: without it, two purposes could share a digest.
        return Mac(_digest ??= Derive("digest", Size), [.. length, .. label], bytes);
    }

    /// <summary>Keyed digest of a command's canonical bytes, 32 bytes.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> command) => HMACSHA256.HashData(_fingerprint ??= Derive("fingerprint", Size), command);

    /// <summary>Names the epoch, nothing else.</summary>
    public override string ToString() => "[customer key]";

    private byte[] Commit(byte[] place, ReadOnlySpan<byte> plaintext) => Mac(_commit, place, plaintext);

    // In one piece: to set up a mac that takes several costs more than the mac itself. The piece is personal, so it does not stay in a pool.
    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> bytes)
    {
        var length = label.Length + bytes.Length;
        var rented = length > Small ? ArrayPool<byte>.Shared.Rent(length) : null;
        var piece = rented is null ? stackalloc byte[length] : rented.AsSpan(0, length);
        try
        {
            label.CopyTo(piece);
            bytes.CopyTo(piece[label.Length..]);
            return HMACSHA256.HashData(key, piece);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(piece);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private byte[] Derive(string purpose, int size)
    {
        var subkey = new byte[size];
        HKDF.Expand(HashAlgorithmName.SHA256, _root, subkey, Encoding.ASCII.GetBytes("identity-grains/customer-key/1/" + purpose));
        return subkey;
    }
}
