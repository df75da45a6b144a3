using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// Proves that a call was made by a silo's own service. Such calls come through the hosted client, which looks like any client to a grain; the proof is
/// a keyed hash of the store's time under a key that only silos have. By their own clocks, a silo whose clock is wrong would be taken for a stranger.
/// </summary>
internal sealed class SiloProof(IndexKey key, IStoreClock clock)
{
    /// <summary>For how long a proof is believed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private const string Item = "ig.silo";

    private Proved? _latest;

    /// <summary>Attaches a fresh proof to the calls that follow in this flow.</summary>
    public void Attach() => RequestContext.Set(Item, Make(clock.Roughly.ToUnixTimeSeconds()));

    /// <summary>True when the call that is being served carries a proof that holds.</summary>
    public bool Holds()
    {
        if (RequestContext.Get(Item) is not string proof
            || !long.TryParse(proof.AsSpan(0, Math.Max(0, proof.IndexOf('.'))), CultureInfo.InvariantCulture, out var at)
            || !IsFresh(at))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(proof), Encoding.ASCII.GetBytes(Make(at)));
    }

    // Compared, not subtracted: a forger chooses the number, and the difference to the least one is none.
    private bool IsFresh(long at)
    {
        var (now, lifetime) = (clock.Roughly.ToUnixTimeSeconds(), (long)Lifetime.TotalSeconds);
        return at >= now - lifetime && at <= now + lifetime;
    }

    // One for each second: every call between silos carries one.
    private string Make(long at)
    {
        if (_latest is { } latest && latest.At == at)
        {
            return latest.Text;
        }

        var made = Prove(at);
        _latest = new Proved(at, made);
        return made;
    }

    private string Prove(long at)
    {
        var second = at.ToString(CultureInfo.InvariantCulture);
        return second + "." + Convert.ToHexStringLower(key.Prove("silo-call", second));
    }

    private sealed record Proved(long At, string Text);
}
