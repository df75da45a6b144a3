using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>
/// Of platforms that apply a subscription to every profile with the same address: among those who share one, the most restrictive answer holds for all. An
/// opt-in told for one would open the others.
/// </summary>
public static class SharedContacts
{
    /// <summary>The policy's word for a platform that does so by e-mail address.</summary>
    public const string SpreadsByEmail = "subscription_state_spreads_to_all_profiles_with_same_email";

    /// <summary>How a customer stands towards the address that others may share; null when he keeps nobody from anything there.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="projection">What it may know of the customer by his own record alone.</param>
    /// <param name="customer">The record.</param>
    /// <param name="policy">The policy that decides.</param>
    /// <param name="now">The instant of the decision.</param>
    public static ContactStance? Of(Platform platform, Projection projection, Customer customer, Policy policy, DateTimeOffset now)
    {
        if (!platform.Hazards.Contains(SpreadsByEmail) || platform.EmailField(policy) is not { } email
            || customer.Field(email).Value is not FieldValue.Text { IsBlank: false } address)
        {
            return null;
        }

        // Whose address the platform is told is there with his answer, silence included. Whose it is not told keeps others back only by a no of his own.
        var told = projection.Fields.Any(f => f.Field == email && f.Released);
        var facts = Facts.Of(customer, policy, now);
        var denied = projection.Fields.Where(f => SignalField.Is(f.Field) && !f.Released).Select(f => SignalField.PurposeOf(f.Field)!.Value)
            .Where(p => told || Refuses(p, facts, policy)).ToImmutableArray();
        return told || !denied.IsEmpty ? new ContactStance(Canonical(address.Value), denied) : null;
    }

    /// <summary>What the platform may be told when others who share the address deny these purposes.</summary>
    public static Projection Restrict(Platform platform, Projection projection, IReadOnlyCollection<PurposeName> deniedByOthers) => projection with
    {
        Fields = [.. projection.Fields.Select(f => SignalField.PurposeOf(f.Field) is { } purpose && f.Released && deniedByOthers.Contains(purpose)
            ? f with
            {
                Value = new FieldValue.Text(platform.PurposeSignals[purpose].Denied), Purpose = null, Basis = null, Why = Withheld.SharedContactDenied,
            }
            : f)],
    };

    /// <summary>
    /// True when the others at an address are told otherwise because one of them denies other purposes than before. Where somebody else denies them as well,
    /// nothing changes for anybody.
    /// </summary>
    public static bool Concerns(
        IReadOnlyCollection<PurposeName> before, IReadOnlyCollection<PurposeName> after, IReadOnlyCollection<PurposeName> deniedByOthers) =>
        before.Except(after).Concat(after.Except(before)).Except(deniedByOthers).Any();

    private static bool Refuses(PurposeName purpose, SubjectFacts facts, Policy policy) =>
        Denies(purpose, facts.Consents) || Denies(purpose, facts.GuardianConsents) || Permission.Of(purpose, facts, policy).Why == NotPermitted.Gpc;

    private static bool Denies(PurposeName purpose, ImmutableDictionary<PurposeName, Stance> stances) =>
        stances.TryGetValue(purpose, out var stance) && stance == Stance.Denied;

    // Platforms compare addresses without regard to case, whatever mail servers may do.
    private static string Canonical(string address) => address.ToLowerInvariant();
}

/// <summary>How a customer stands towards an address that others may share.</summary>
/// <param name="Address">The address as platforms compare it.</param>
/// <param name="Denied">The signalled purposes that he denies, in order.</param>
public sealed record ContactStance(string Address, ImmutableArray<PurposeName> Denied)
{
    /// <summary>Never the address.</summary>
    public override string ToString() => "[contact stance]";
}
