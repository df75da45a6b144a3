using System.Security.Cryptography;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Opens envelopes that were sealed under one key, with ciphers made once: making them costs more than opening an entry. One thread's own.</summary>
internal sealed class EnvelopeOpener(byte[] id, byte[] seal, byte[] commit) : IDisposable
{
    private readonly AesGcm _aes = new(seal, Envelope.TagSize);
    private readonly IncrementalHash _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, commit);

    /// <summary>Opens an envelope that was sealed for this place. Else <see cref="InvalidDataException"/> names what does not fit.</summary>
    public ReadOnlyMemory<byte> Open(EnvelopeRole role, CustomerId customer, long version, ReadOnlyMemory<byte> envelope)
    {
        var read = Envelope.Read(envelope);
        if (!read.KeyId.Span.SequenceEqual(id))
        {
            throw new InvalidDataException("The envelope was sealed under another key");
        }

        // Place and plaintext lie side by side, because the commitment is to both: the cipher is entered once for it, and each entry costs more than the bytes.
        var text = read.Sealed.Span;
        var buffer = new byte[EnvelopePlace.MostBytes + text.Length - Envelope.TagSize];
        var begin = EnvelopePlace.Write(buffer, role, customer, version, id, read.Epoch);
        var plaintext = buffer.AsMemory(begin, text.Length - Envelope.TagSize);
        try
        {
            _aes.Decrypt(
                read.Nonce.Span, text[..plaintext.Length], text[plaintext.Length..], plaintext.Span, associatedData: buffer.AsSpan(0, begin));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException("The envelope does not open in this place", e);
        }

        Span<byte> commitment = stackalloc byte[SHA256.HashSizeInBytes];
        _mac.AppendData(buffer.AsSpan(0, begin + plaintext.Length));
        _mac.GetHashAndReset(commitment);
        return CryptographicOperations.FixedTimeEquals(read.Commitment.Span, commitment)
            ? plaintext
            : throw new InvalidDataException("The envelope's commitment is to something else");
    }

    public void Dispose()
    {
        _aes.Dispose();
        _mac.Dispose();
    }
}
