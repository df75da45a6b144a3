using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Storage.Subscriptions;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>How a request becomes a subscription, and how one is told. Pure.</summary>
internal static class SubscriptionRows
{
    private const int IdBytes = 16;

    /// <summary>The id that a principal's act makes: the same one, however often it is asked for. No operation id has a line's end.</summary>
    public static string IdOf(PrincipalId by, OperationId operation) => OpaqueIds.OfSubscription + ActOf(by, operation);

    /// <summary>The name of a principal's act: the same one, however often it is asked for.</summary>
    public static string ActOf(PrincipalId by, OperationId operation) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{operation.Value}\n{by.Value}")).AsSpan(0, IdBytes));

    /// <summary>A fresh one.</summary>
    public static Subscription Begin(string id, SubscriptionRequest request, long position, PrincipalId by, DateTimeOffset now) => new(
        id, request.Url, Sorted(request), request.Description, now, by.Value, SubscriptionState.Active, position, 0, now, null);

    /// <summary>True when it is what the request asks for. Where it began is not kept: it goes on from there.</summary>
    public static bool IsOf(Subscription one, SubscriptionRequest request) =>
        one.Url == request.Url && one.Description == request.Description && one.Types.SequenceEqual(Sorted(request));

    /// <summary>How it stands.</summary>
    public static SubscriptionLine Line(Subscription one) => new(
        one.Id, one.Url, one.Types, one.Description, one.CreatedAt, one.CreatedBy, one.State, one.Failures, one.Failures > 0 ? one.DueAt : null, one.Why);

    private static ImmutableArray<string> Sorted(SubscriptionRequest request) => [.. request.Types.Distinct().Order(StringComparer.Ordinal)];
}
