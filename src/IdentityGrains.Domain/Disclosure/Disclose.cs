using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>What a platform may be told.</summary>
public static class Disclose
{
    /// <summary>The projection of a customer for one platform at this moment.</summary>
    public static Projection To(Platform platform, Customer customer, Policy policy, DateTimeOffset now) =>
        To(platform, customer, policy, Permits.Of(customer, policy, now));

    /// <summary>As <see cref="To(Platform, Customer, Policy, DateTimeOffset)"/>, for several platforms in their order.</summary>
    public static ImmutableArray<Projection> ToEach(IEnumerable<Platform> platforms, Customer customer, Policy policy, DateTimeOffset now)
    {
        var permits = Permits.Of(customer, policy, now);
        return [.. platforms.Select(p => To(p, customer, policy, permits))];
    }

    private static Projection To(Platform platform, Customer customer, Policy policy, Permits permits)
    {
        var fields = ImmutableArray.CreateBuilder<ProjectedField>(platform.Fields.Length + platform.PurposeSignals.Count);
        foreach (var mapped in platform.Fields)
        {
            var state = customer.Field(mapped.Field);
            var verdict = OfCustomer(mapped, state, permits);
            fields.Add(verdict.Why is { } why
                ? new ProjectedField(mapped.Field, mapped.To, FieldValue.Blank, VersionToTell(why, state), null, null, why)
                : new ProjectedField(mapped.Field, mapped.To, state.Value, state.ValueVersion, verdict.Purpose, verdict.Basis, null));
        }

        fields.AddRange(Signalling.Of(platform, customer, permits));
        return new Projection(customer.Id, platform.Name, customer.Version, policy.Reference, fields.MoveToImmutable());
    }

    /// <summary>Whether one field may be told to a platform: withheld with the first reason, or released by the first permitted purpose.</summary>
    public static ReleaseVerdict Release(PlatformName platform, FieldName field, SubjectFacts facts, Policy policy) =>
        OfField(policy.Platforms.GetValueOrDefault(platform)?.Mapping(field), facts.StateOf(field), new Permits(facts, policy));

    /// <summary>As <see cref="Release"/>, of a customer: what is released needs a value besides.</summary>
    internal static ReleaseVerdict OfCustomer(PlatformField? mapped, FieldState state, Permits permits)
    {
        var verdict = OfField(mapped, state.State, permits);

        // After every other reason, so that a field which may not be told does not even reveal that it is empty.
        return verdict.Why is null && state.Value.IsBlank ? Withhold(Withheld.NoValue) : verdict;
    }

    private static ReleaseVerdict OfField(PlatformField? mapped, VerificationState state, Permits permits)
    {
        // 1. Restricted.
        if (permits.Facts.Restricted)
        {
            return Withhold(Withheld.Restricted);
        }

        // 2. Not mapped.
        if (mapped is null)
        {
            return Withhold(Withheld.NotMapped);
        }

        // 3. Not verified as demanded.
        if (!Meets(state, mapped.MinState))
        {
            return Withhold(Withheld.VerificationState);
        }

        // 4. The first permitted purpose, confirmed at the contact point where it must be.
        var why = Withheld.NoPurposePermitted;
        foreach (var purpose in mapped.Purposes)
        {
            var verdict = permits.Of(purpose);
            if (verdict.Permitted && !permits.AwaitsOptIn(purpose, mapped.Field))
            {
                return new ReleaseVerdict(null, purpose, verdict.Basis);
            }

            why = verdict.Permitted ? Withheld.AwaitsOptIn : why;
        }

        return Withhold(why);
    }

    private static ReleaseVerdict Withhold(Withheld why) => new(why, null, null);

    // The states are no ladder: "expired" and "suspect" come after "verified" and are less. Only the very state or a verified one will do.
    private static bool Meets(VerificationState state, VerificationState? demanded) =>
        demanded is null or VerificationState.None || state == demanded || state == VerificationState.Verified;

    // A cleared field tells when it was cleared. Any other withheld field tells nothing: else its changes would show.
    private static long VersionToTell(Withheld why, FieldState state) => why == Withheld.NoValue ? state.ValueVersion : 0;

    private static VerificationState StateOf(this SubjectFacts facts, FieldName field) =>
        facts.States.GetValueOrDefault(field, VerificationState.None);
}

/// <summary>Whether one field may be told.</summary>
/// <param name="Why">Why not; null when it may.</param>
/// <param name="Purpose">The purpose that releases it.</param>
/// <param name="Basis">The lawful basis of that purpose.</param>
public sealed record ReleaseVerdict(Withheld? Why, PurposeName? Purpose, string? Basis);
