namespace IdentityGrains.Storage.Journal;

/// <summary>The record is not what was written. It names the place, never what stands there.</summary>
/// <param name="customer">Whose record.</param>
/// <param name="version">Which entry.</param>
/// <param name="what">What does not fit, in words.</param>
public sealed class TamperedRecordException(CustomerId customer, long version, string what)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{customer} version {version}: {what}"))
{
    /// <summary>Whose record.</summary>
    public CustomerId Customer { get; } = customer;

    /// <summary>Which entry.</summary>
    public long Version { get; } = version;

    /// <summary>What does not fit, in words.</summary>
    public string What { get; } = what;
}
