using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Events;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Subscriptions;

/// <summary>Asks that an address be told of events.</summary>
internal sealed record SubscribeBody
{
    [Description("Where to post events: an absolute https address without user info, query and fragment, in ASCII.")]
    public required string Url { get; init; }

    [Description("Which types of events; absent or empty for every one.")]
    public IReadOnlyList<string>? Types { get; init; }

    [Description("What it is for, 200 characters at most.")]
    public string? Description { get; init; }

    [Description("A position in the stream of events to begin after; absent for now.")]
    public string? After { get; init; }

    public Read<SubscriptionRequest> Asked(OperationId operation)
    {
        var asked = new SubscriptionRequest(Url, [.. Types ?? []], Description ?? "", After, operation);
        return SubscriptionLaw.FlawOf(asked.Url, asked.Types, asked.Description, asked.After) is { } flaw ? Problem(flaw, Types) : asked;
    }

    /// <summary>How a flaw is told.</summary>
    public static ProblemResult Problem(SubscriptionFlaw flaw, IReadOnlyList<string>? types = null) => flaw switch
    {
        SubscriptionFlaw.Url => ProblemResult.At(Pointer.To("url"), Catalogue.ValidationFailed),
        SubscriptionFlaw.Description => ProblemResult.At(Pointer.To("description"), Catalogue.ValidationFailed),
        SubscriptionFlaw.After => new ProblemResult(Catalogue.CursorInvalid),
        _ => ProblemResult.At(Pointer.Below(Pointer.To("types"), SubscriptionLaw.UnknownType(types ?? []) ?? 0), Catalogue.ValidationFailed),
    };
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

/// <summary>A subscription with its fresh secret, which is told to whoever asked for it.</summary>
internal sealed record SignedSubscriptionBody(
    SubscriptionBody Subscription,
    [property: Description("The key that signs (Standard Webhooks, whsec_); a retry is told it again, and nobody else.")] string Secret);
