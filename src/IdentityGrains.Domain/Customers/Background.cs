using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Customers;

/// <summary>What some decisions need besides the state: secrets that are derived, and the past. The clerk fetches it before it asks.</summary>
/// <param name="Codes">The customer's derived codes.</param>
/// <param name="Signals">Reads privacy signals.</param>
/// <param name="Past">The customer as of versions that the command names; empty when it names none.</param>
public sealed record Background(SecretCodes Codes, SignalFormat Signals, ImmutableDictionary<long, Customer> Past)
{
    /// <summary>For commands that need nothing more.</summary>
    public static readonly Background None = new(SecretCodes.None, SignalFormat.None, ImmutableDictionary<long, Customer>.Empty);
}
