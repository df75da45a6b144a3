using System.Buffers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies.Activation;

namespace IdentityGrains.Domain.Policies;

/// <summary>
/// The parts that people play: who owns, looks after, approves or is told of something. The policy names them as <c>role:x</c> and <c>team:x</c>; a
/// credential says x. What a credential says beside them means nothing here, whoever wrote it there.
/// </summary>
public static class Parts
{
    private const int Longest = 70;

    private static readonly SearchValues<char> Written = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>True for the form of what an exception may be assigned to: a part, or the policy's words for one that nobody plays.</summary>
    public static bool IsParty(string text) => text.Length is > 0 and <= Longest && !text.AsSpan().ContainsAnyExcept(Written);

    /// <summary>What a credential says of whoever plays a part.</summary>
    public static string RoleOf(string party) => party[(party.IndexOf(':') + 1)..];

    /// <summary>True for a person who plays any part that the policy names.</summary>
    public static bool PlaysAny(this Caller by, Policy policy) =>
        by.IsPerson && (by.Administers(policy) || by.Roles.Contains(ActivationLaw.Author) || Named(policy).Any(p => by.Roles.Contains(RoleOf(p))));

    /// <summary>True for a person whom the policy asks for its own approval: what nobody else answers for is theirs.</summary>
    public static bool Administers(this Caller by, Policy policy) => by.IsPerson && by.Roles.Any(ActivationLaw.AskedBy(policy).Roles.Contains);

    // Where a party is named in other words ("platform.owner"), those words lead to one of these.
    private static IEnumerable<string> Named(Policy policy)
    {
        var owners = policy.Categories.Values.SelectMany(c => (string[])[c.Owner, c.Steward]).Concat(policy.Platforms.Values.Select(p => p.Identity.Owner));
        var told = policy.Exceptions.Values.SelectMany(e => (string?[])[e.AssignTo, e.EscalateTo]).OfType<string>();
        return owners.Concat(told).Concat(policy.Reviews.Values.SelectMany(r => r.Reviewers)).Where(p => p.Contains(':'));
    }
}
