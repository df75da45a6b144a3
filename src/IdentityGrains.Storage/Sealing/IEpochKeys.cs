namespace IdentityGrains.Storage.Sealing;

/// <summary>The key provider: it wraps customers' keys under the current epoch's key, which never leaves it.</summary>
public interface IEpochKeys
{
    /// <summary>The epoch under which keys are wrapped now, from 1.</summary>
    long Current { get; }

    /// <summary>Wraps a key under the current epoch's key. The context is authenticated: the wrapped key opens with no other.</summary>
    ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> context, CancellationToken ct);

    /// <summary>Unwraps a key. Throws <see cref="InvalidDataException"/> when it does not open, or its epoch's key is gone.</summary>
    ValueTask<byte[]> Unwrap(WrappedKey wrapped, ReadOnlyMemory<byte> context, CancellationToken ct);
}

/// <summary>A wrapped key.</summary>
/// <param name="Epoch">The epoch of the key that wraps it.</param>
/// <param name="Bytes">The provider's own bytes.</param>
public sealed record WrappedKey(long Epoch, ReadOnlyMemory<byte> Bytes);
