namespace IdentityGrains.Storage.Verification;

/// <summary>What the verifier found of one customer.</summary>
/// <param name="Customer">Whose record.</param>
/// <param name="Entries">Entries that hold.</param>
/// <param name="Readable">False when the customer's key is gone, as after an erasure: the chain was verified, the bodies could not be.</param>
/// <param name="UnfinishedKeys">
/// Native keys that were bound for a creation or an attachment which never took place; the next attempt finishes it.
/// Those of an existing record are counted only where it and the index key are readable.
/// </param>
/// <param name="Broken">The first thing that does not hold; null when all does.</param>
public sealed record Verdict(CustomerId Customer, long Entries, bool Readable, int UnfinishedKeys, BrokenPlace? Broken);

/// <summary>The first place of a record that is not what was written.</summary>
/// <param name="Customer">Whose record.</param>
/// <param name="Version">Which entry, or which number of a disclosure log; 0 for what belongs to no entry.</param>
/// <param name="What">What does not fit, in words.</param>
public sealed record BrokenPlace(CustomerId Customer, long Version, string What);

/// <summary>What the verifier found in all.</summary>
/// <param name="Customers">Customers visited.</param>
/// <param name="Entries">Entries that hold.</param>
/// <param name="Unreadable">Customers whose key is gone.</param>
/// <param name="UnfinishedKeys">Native keys of creations and attachments that never took place.</param>
/// <param name="Broken">Per customer, the first thing that does not hold.</param>
public sealed record VerificationReport(long Customers, long Entries, long Unreadable, long UnfinishedKeys, ImmutableArray<BrokenPlace> Broken)
{
    /// <summary>Before the first customer.</summary>
    public static readonly VerificationReport Empty = new(0, 0, 0, 0, []);

    /// <summary>True when everything holds.</summary>
    public bool Holds => Broken.IsEmpty;

    /// <summary>The report with one more customer.</summary>
    public VerificationReport With(Verdict verdict) => new(
        Customers + 1, Entries + verdict.Entries, Unreadable + (verdict.Readable ? 0 : 1), UnfinishedKeys + verdict.UnfinishedKeys,
        verdict.Broken is { } broken ? Broken.Add(broken) : Broken);
}
