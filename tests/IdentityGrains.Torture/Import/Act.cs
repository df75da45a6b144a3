namespace IdentityGrains.Torture.Import;

/// <summary>What an act says, as far as the examination afterwards must know.</summary>
internal enum ActKind
{
    Create = 1,
    Assert,
    BirthDate,
    Grant,
    Withdraw,
    Attach,
}

/// <summary>One thing that a source asks, decided once: a retry sends the same bytes under the same key.</summary>
internal sealed record Act(int Number, int Customer, ActKind Kind, string Source, string Path, string Body, bool SignedIn, DateTimeOffset ObservedAt)
{
    public string Operation { get; } = string.Create(CultureInfo.InvariantCulture, $"import-{Number}");
}

/// <summary>An act that the product said is in the record.</summary>
internal sealed record Acknowledged(Act Act, string Customer, long Version, string EntryHash, string Receipt);
