using System.Security.Cryptography;

namespace IdentityGrains.Storage.Sealing;

/// <summary>
/// Epoch keys in files, <c>epoch-0001.key</c> and on: for one machine. Whoever reads the folder reads everything, so it must not lie in a backup of the
/// store.
/// </summary>
public sealed class FileEpochKeys : IEpochKeys
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const string Prefix = "epoch-";

    private readonly FrozenDictionary<long, byte[]> _keys;

    private FileEpochKeys(FrozenDictionary<long, byte[]> keys)
    {
        _keys = keys;
        Current = keys.Keys.Max();
    }

    /// <inheritdoc/>
    public long Current { get; }

    /// <summary>Reads the keys of a folder. The first is made when there is none and that is allowed; otherwise <see cref="UnsafeStoreException"/>.</summary>
    public static FileEpochKeys Open(string folder, bool create)
    {
        if (KeyFile.Find(folder, Prefix).Count == 0)
        {
            KeyFile.ReadOrCreate(folder, Prefix + "0001", create);
        }

        return new FileEpochKeys(KeyFile.Find(folder, Prefix).ToFrozenDictionary(Number, name => KeyFile.ReadOrCreate(folder, name, create: false)));
    }

    /// <inheritdoc/>
    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> context, CancellationToken ct)
    {
        var bytes = new byte[NonceSize + key.Length + TagSize];
        var (nonce, ciphertext, tag) = Parts(bytes);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_keys[Current], TagSize);
        aes.Encrypt(nonce.Span, key.Span, ciphertext.Span, tag.Span, context.Span);
        return ValueTask.FromResult(new WrappedKey(Current, bytes));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, ReadOnlyMemory<byte> context, CancellationToken ct)
    {
        if (!_keys.TryGetValue(wrapped.Epoch, out var epochKey) || wrapped.Bytes.Length < NonceSize + TagSize)
        {
            throw new InvalidDataException($"There is no key of epoch {wrapped.Epoch} that opens this");
        }

        var (nonce, ciphertext, tag) = Parts(wrapped.Bytes.ToArray());
        var key = new byte[ciphertext.Length];
        try
        {
            using var aes = new AesGcm(epochKey, TagSize);
            aes.Decrypt(nonce.Span, ciphertext.Span, tag.Span, key, context.Span);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException($"A key wrapped in epoch {wrapped.Epoch} does not open", e);
        }

        return ValueTask.FromResult(key);
    }

    private static (Memory<byte> Nonce, Memory<byte> Ciphertext, Memory<byte> Tag) Parts(Memory<byte> bytes) =>
        (bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..]);

    private static long Number(string name) =>
        long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UnsafeStoreException($"The key file {name} does not say its epoch in digits");
}
