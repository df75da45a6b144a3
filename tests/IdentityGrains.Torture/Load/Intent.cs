using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Load;

/// <summary>One thing to ask, decided once: a repetition sends the same bytes under the same operation id.</summary>
/// <param name="Id">The operation id; of a read only a name.</param>
/// <param name="Kind">What kind of act.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Source">Which source asks.</param>
/// <param name="Path">After the customer's address.</param>
/// <param name="Body">The body; null for a read.</param>
/// <param name="SignedIn">True when a token of the customer comes along.</param>
/// <param name="Door">Which door, by a number that is taken modulo the doors there are.</param>
/// <param name="Again">After how many milliseconds the same is asked at the next door; null for never.</param>
internal sealed record Intent(
    string Id, ActKind Kind, int Customer, string Source, string Path, string? Body, bool SignedIn, int Door, int? Again)
{
    public int CallsSoFar { get; set; }
}
