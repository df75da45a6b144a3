using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Sealing;

public sealed class CustomerKeyTests
{
    private static readonly byte[] Plaintext = "Ana Example"u8.ToArray();

    private readonly CustomerKey _key = new(Enumerable.Repeat((byte)1, 32).ToArray(), 1);
    private readonly CustomerId _ana = CustomerId.New();

    [Fact]
    public void What_was_sealed_for_a_place_opens_there_and_nowhere_else()
    {
        var envelope = _key.Seal(EnvelopeRole.EntryBody, _ana, 7, Plaintext);

        Assert.Equal(Plaintext, _key.Open(EnvelopeRole.EntryBody, _ana, 7, envelope));
        Assert.Throws<InvalidDataException>(() => _key.Open(EnvelopeRole.Snapshot, _ana, 7, envelope));
        Assert.Throws<InvalidDataException>(() => _key.Open(EnvelopeRole.EntryBody, _ana, 8, envelope));
        Assert.Throws<InvalidDataException>(() => _key.Open(EnvelopeRole.EntryBody, CustomerId.New(), 7, envelope));
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        var envelope = _key.Seal(EnvelopeRole.EntryBody, _ana, 7, Plaintext);

        Assert.Throws<InvalidDataException>(() => new CustomerKey(new byte[32], 1).Open(EnvelopeRole.EntryBody, _ana, 7, envelope));
    }

    [Fact]
    public void A_key_that_was_wrapped_anew_still_opens_what_it_sealed_before()
    {
        var envelope = _key.Seal(EnvelopeRole.EntryBody, _ana, 7, Plaintext);

        Assert.Equal(Plaintext, new CustomerKey(Enumerable.Repeat((byte)1, 32).ToArray(), 2).Open(EnvelopeRole.EntryBody, _ana, 7, envelope));
    }

    [Fact]
    public void No_bit_of_an_envelope_can_change_unseen()
    {
        var envelope = _key.Seal(EnvelopeRole.EntryBody, _ana, 7, Plaintext);
        for (var i = 0; i < envelope.Length * 8; i++)
        {
            var changed = (byte[])envelope.Clone();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Throws<InvalidDataException>(() => _key.Open(EnvelopeRole.EntryBody, _ana, 7, changed));
        }
    }

    [Fact]
    public void Digests_of_different_purposes_keys_and_bytes_differ()
    {
        var other = new CustomerKey(new byte[32], 1);
        string[] digests =
        [
            .. new[] { _key.Digest("a", "bc"u8), _key.Digest("ab", "c"u8), _key.Digest("a", "bd"u8), other.Digest("a", "bc"u8), _key.Fingerprint("bc"u8) }
                .Select(Convert.ToHexString),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(_key.Digest("a", "bc"u8), _key.Digest("a", "bc"u8));
    }

    [Fact]
    public void A_key_does_not_print() => Assert.Equal("[customer key]", _key.ToString());
}
