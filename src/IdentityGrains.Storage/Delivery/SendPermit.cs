namespace IdentityGrains.Storage.Delivery;

/// <summary>
/// Leave to begin one request to a platform about a customer. It is granted while the epoch is in force, no permission was taken away after the version, and
/// no other permit for the same customer and platform is out; by the database's clock, and for a short time only.
/// </summary>
/// <param name="Epoch">The policy epoch under which the content was composed.</param>
/// <param name="Version">The customer's version on which it was composed.</param>
public sealed record SendPermit(long Epoch, long Version)
{
    /// <summary>For how long the request may begin.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For how long nobody else gets a permit, and a withdrawal is not fenced, unless it is given back: longer than <see cref="Life"/> where what was begun may
    /// take effect later. Default: <see cref="Life"/>.
    /// </summary>
    public TimeSpan Keeps { get; init; } = Life;
}

/// <summary>How a withdrawal stands.</summary>
/// <param name="At">Since when nothing that it forbids begins to leave; null while a permit of before is still out.</param>
/// <param name="Until">When the last such permit is over at the latest; null once it is fenced.</param>
public sealed record Fence(DateTimeOffset? At, DateTimeOffset? Until);
