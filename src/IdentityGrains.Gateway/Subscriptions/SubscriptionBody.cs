using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Subscriptions;

/// <summary>Asks that an address be told of events.</summary>
internal sealed record SubscribeBody
{
    private const int LongestUrl = 2_048;
    private const int LongestDescription = 200;
    private const int LongestPosition = 64;

    [Description("Where to post events: an absolute https address without user info, query and fragment, in ASCII.")]
    public required string Url { get; init; }

    [Description("Which types of events; absent or empty for every one.")]
    public IReadOnlyList<string>? Types { get; init; }

    [Description("What it is for, 200 characters at most.")]
    public string? Description { get; init; }

    [Description("A position in the stream of events to begin after; absent for now.")]
    public string? After { get; init; }

    public Read<SubscriptionRequest> Asked()
    {
        var unknown = (Types ?? []).Index().Where(t => !EventTypes.All.Contains(t.Item)).ToArray();
        return Url.Length > LongestUrl ? ProblemResult.At(Pointer.To("url"), Catalogue.ValidationFailed)
            : Description is { } text && (text.Length > LongestDescription || text.Any(char.IsControl))
                ? ProblemResult.At(Pointer.To("description"), Catalogue.ValidationFailed)
            : After?.Length > LongestPosition ? new ProblemResult(Catalogue.CursorInvalid)
            : unknown.Length > 0
                ? ProblemResult.At(Pointer.Below(Pointer.To("types"), unknown[0].Index), Catalogue.ValidationFailed)
            : new SubscriptionRequest(Url, [.. Types ?? []], Description ?? "", After);
    }
}

/// <summary>The subscriptions, the oldest first.</summary>
internal sealed record SubscriptionsBody(IReadOnlyList<SubscriptionBody> Subscriptions);

/// <summary>One subscription as it stands.</summary>
internal sealed record SubscriptionBody(
    [property: Description("Its id, sub_ and 32 hexadecimal digits.")] string Id,
    [property: Description("Where events are posted.")] string Url,
    [property: Description("Which types; empty for every one.")] IReadOnlyList<string> Types,
    string Description,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset CreatedAt,
    [property: Description("Who answers for it.")] string CreatedBy,
    [property: Description("Whether it is told of events."), JsonConverter(typeof(WordConverter<SubscriptionState>))] SubscriptionState State,
    [property: Description("Attempts that failed since the last that did not.")] int Failures,
    [property: Description("When it is tried again; null when nothing failed.")] DateTimeOffset? DueAt,
    [property: Description("Why the last attempt failed, in a word; null when it did not.")] string? Why)
{
    public static SubscriptionBody Of(SubscriptionLine line) => new(
        line.Id, line.Url, line.Types, line.Description, line.CreatedAt, line.CreatedBy, line.State, line.Failures, line.DueAt, line.Why);
}

/// <summary>A subscription with its fresh secret, which is told once.</summary>
internal sealed record SignedSubscriptionBody(
    SubscriptionBody Subscription, [property: Description("The key that signs (Standard Webhooks, whsec_); it is never told again.")] string Secret);
