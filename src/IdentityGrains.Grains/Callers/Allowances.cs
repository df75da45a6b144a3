using System.Collections.Concurrent;
using IdentityGrains.Client.Callers;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// Holds each principal to its limits. In the silo and by the verified name: a door in front would have to believe a name that anybody can write, and
/// front-ends on the Orleans client do not pass it.
/// </summary>
internal sealed class Allowances(IOptions<CallLimits> limits, TimeProvider time)
{
    /// <summary>How many principals are remembered at once.</summary>
    public const int RememberedPrincipals = 10_000;

    private readonly ConcurrentDictionary<PrincipalId, Allowance> _of = new();

    /// <summary>Counts a call; refuses one too many.</summary>
    /// <param name="principal">Who calls.</param>
    /// <param name="keepsNobody">True when it goes to a customer of whom nothing is in memory, who may be nobody.</param>
    public void Take(PrincipalId principal, bool keepsNobody)
    {
        var allowance = Of(principal);
        if ((keepsNobody && !allowance.Unknown.HasOne) || !allowance.Calls.Take())
        {
            throw new TooManyCallsException();
        }
    }

    /// <summary>Counts that the customer was nobody.</summary>
    public void Missed(PrincipalId principal) => Of(principal).Unknown.Take();

    private Allowance Of(PrincipalId principal)
    {
        if (_of.TryGetValue(principal, out var known))
        {
            return known;
        }

        if (_of.Count >= RememberedPrincipals)
        {
            // Rare, and cheaper than any order of eviction: everybody begins with full buckets.
            _of.Clear();
        }

        return _of.GetOrAdd(principal, _ => new Allowance(
            new TokenBucket(limits.Value.PerSecond, limits.Value.AtOnce, time),
            new TokenBucket(limits.Value.UnknownPerSecond, limits.Value.UnknownAtOnce, time)));
    }

    private sealed record Allowance(TokenBucket Calls, TokenBucket Unknown);
}
