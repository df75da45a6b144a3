namespace IdentityGrains.Domain.Events;

/// <summary>What of a request for a subscription has not the form that it must have, in order of precedence.</summary>
public enum SubscriptionFlaw
{
    /// <summary>The address is too long, or is none.</summary>
    Url = 1,

    /// <summary>The description is too long, or holds what is no text.</summary>
    Description = 2,

    /// <summary>No position is written so.</summary>
    After = 3,

    /// <summary>A type is none of ours.</summary>
    Types = 4,
}

/// <summary>The form of what somebody wants to be told, the same by whatever door it comes. Where the address may lead is asked elsewhere.</summary>
public static class SubscriptionLaw
{
    /// <summary>The longest address.</summary>
    public const int LongestUrl = 2_048;

    /// <summary>The longest description.</summary>
    public const int LongestDescription = 200;

    /// <summary>Many more characters than any position has; what is longer is not carried through the cluster to be refused there.</summary>
    public const int LongestPosition = 64;

    /// <summary>The first flaw of a request; null when it has none.</summary>
    /// <param name="url">Where to post events.</param>
    /// <param name="types">Which types; empty for every one.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="after">A position to begin after; null for now.</param>
    public static SubscriptionFlaw? FlawOf(string url, IReadOnlyList<string> types, string description, string? after) =>
        url.Length > LongestUrl || url.Any(char.IsControl) ? SubscriptionFlaw.Url
            : description.Length > LongestDescription || description.Any(char.IsControl) ? SubscriptionFlaw.Description
            : after?.Length > LongestPosition ? SubscriptionFlaw.After
            : UnknownType(types) is not null ? SubscriptionFlaw.Types
            : null;

    /// <summary>The place of the first type that is none of ours; null when there is none.</summary>
    public static int? UnknownType(IReadOnlyList<string> types)
    {
        for (var place = 0; place < types.Count; place++)
        {
            if (!EventTypes.All.Contains(types[place]))
            {
                return place;
            }
        }

        return null;
    }
}
