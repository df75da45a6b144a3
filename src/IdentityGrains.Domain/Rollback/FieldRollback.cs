using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Rollback;

/// <summary>What a rollback does to the claims of one field.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Stopped">Claims that count no more.</param>
/// <param name="Returned">Earlier claims that count again, as they were.</param>
/// <param name="Replaced">How many of the claims concerned stay out, because a later one of the same source and key took their place.</param>
internal sealed record FieldRollback(FieldName Field, ImmutableArray<ClaimId> Stopped, ImmutableArray<Claim> Returned, int Replaced)
{
    /// <summary>True when the field's claims are others afterwards.</summary>
    public bool DoesSomething => !Stopped.IsEmpty || !Returned.IsEmpty;

    /// <summary>What the scope means for each field of the policy, in ordinal order; null when the past that it needs is not there.</summary>
    public static ImmutableArray<FieldRollback>? Of(Customer now, RollbackScope scope, ImmutableDictionary<long, Customer> past, Policy policy) => scope switch
    {
        RollbackScope.FieldTo to when past.TryGetValue(to.Version, out var then) => [Back(to, then, now)],
        RollbackScope.ChangeSet set when past.TryGetValue(set.Version, out var after) =>
        [
            .. after.Fields.Keys.Where(policy.Fields.ContainsKey)
                .Select(name => Without(set.Version, name, BeforeOf(set, now.Id, past), after, now)),
        ],
        _ => null,
    };

    /// <summary>The customer before a change set.</summary>
    public static Customer BeforeOf(RollbackScope.ChangeSet set, CustomerId customer, ImmutableDictionary<long, Customer> past) =>
        past.GetValueOrDefault(set.Version - 1) ?? Customer.Nobody(customer);

    private static FieldRollback Back(RollbackScope.FieldTo to, Customer then, Customer now)
    {
        var (was, known) = (then.Field(to.Field), now.Field(to.Field));
        return new FieldRollback(
            to.Field, [.. known.Live.Select(j => j.Claim.Id).Where(id => id.Version > to.Version)],
            [.. was.Live.Select(j => j.Claim).Where(c => known.Find(c.Id) is null)], 0);
    }

    private static FieldRollback Without(long version, FieldName name, Customer before, Customer after, Customer now)
    {
        var (then, known) = (after.Field(name), now.Field(name));
        ImmutableArray<ClaimId> said = [.. then.Live.Select(j => j.Claim.Id).Where(id => id.Version == version)];
        ImmutableArray<Claim> ended = [.. before.Field(name).Live.Select(j => j.Claim).Where(c => then.Find(c.Id) is null)];
        ImmutableArray<ClaimId> stopped = [.. said.Where(id => known.Find(id) is not null)];

        // What would end at once is not put back: a later claim stands where it stood.
        ImmutableArray<Claim> returned =
            [.. ended.Where(c => !known.Live.Any(j => !stopped.Contains(j.Claim.Id) && LiveClaims.Ends(j.Claim, c)))];
        return new FieldRollback(name, stopped, returned, said.Length - stopped.Length + ended.Length - returned.Length);
    }
}
