using System.Text.Json.Nodes;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>How an address is asked.</summary>
public enum RouteKind
{
    /// <summary>It writes: JSON, with an idempotency key.</summary>
    Act = 1,

    /// <summary>It takes JSON without a key: it only reads, or names what it changes by a hash.</summary>
    Question = 2,

    /// <summary>It takes a policy document.</summary>
    Document = 3,

    /// <summary>It takes what a platform signed.</summary>
    Callback = 4,

    /// <summary>It is read.</summary>
    View = 5,

    /// <summary>It is read by machines that run the process, outside of the API's envelope.</summary>
    Health = 6,

    /// <summary>It takes a message of SCIM, whose acts need no key.</summary>
    Scim = 7,
}

/// <summary>One route of the gateway and what is asked of it when nothing is wrong.</summary>
/// <param name="Kind">How it is asked.</param>
/// <param name="Method">The method.</param>
/// <param name="Pattern">The address as the router knows it.</param>
/// <param name="Target">An address; <c>{id}</c> stands for a customer's id.</param>
/// <param name="Body">A body; <c>{at}</c> stands for an instant that was a moment ago, and <c>{fresh}</c> for a name that was never used.</param>
/// <param name="Well">What it answers when nothing is wrong.</param>
public sealed record RouteRow(RouteKind Kind, string Method, string Pattern, string Target, string? Body, int Well)
{
    /// <summary>The members that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The member that is an instant.</summary>
    public string? Instant { get; init; }

    /// <summary>Headers besides those that every request of its kind has.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>True when a body is sent.</summary>
    public bool HasBody => Body is not null;

    /// <summary>True when the body is an object of JSON.</summary>
    public bool IsJson => Kind is RouteKind.Act or RouteKind.Question or RouteKind.Scim;

    /// <summary>True when the API's envelope is around it.</summary>
    public bool HasEnvelope => Kind != RouteKind.Health;

    /// <summary>The most bytes that it takes.</summary>
    public int Limit => Kind == RouteKind.Document ? 512 * 1024 : Pattern == "/scim/v2/Bulk" ? 1024 * 1024 : 64 * 1024;

    /// <summary>True when it needs the caller's own name for the act.</summary>
    public bool NeedsKey => Kind == RouteKind.Act || Headers.Any(h => h.StartsWith("Idempotency-Key", StringComparison.Ordinal));

    /// <summary>True when it keeps conditions of versions and of time.</summary>
    public bool KeepsConditions => Kind == RouteKind.Act || (Kind == RouteKind.Scim && Pattern != "/scim/v2/.search");

    /// <summary>The body with a member changed, or without it.</summary>
    public static string With(string body, string member, JsonNode? value, bool remove = false)
    {
        var changed = JsonNode.Parse(body)!.AsObject();
        changed.Remove(member);
        if (!remove)
        {
            changed[member] = value;
        }

        return changed.ToJsonString();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Pattern}";
}
