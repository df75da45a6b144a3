using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>What a platform is told of permissions themselves: that a purpose is permitted, or that it is not.</summary>
internal static class Signalling
{
    /// <summary>The platform's signals, in the order of purposes.</summary>
    public static IEnumerable<ProjectedField> Of(Platform platform, Customer customer, Permits permits) =>
        platform.PurposeSignals.OrderBy(s => s.Key.Value, StringComparer.Ordinal).Select(s => Of(platform, s.Key, s.Value, customer, permits));

    private static ProjectedField Of(Platform platform, PurposeName purpose, PurposeSignal signal, Customer customer, Permits permits)
    {
        // 1. Restricted: nothing is told, not even that.
        if (permits.Facts.Restricted)
        {
            return new ProjectedField(SignalField.Of(purpose), signal.To, FieldValue.Blank, 0, null, null, Withheld.Restricted);
        }

        // 2. Not permitted, for whatever reason: silence is no grant.
        var verdict = permits.Of(purpose);
        if (!verdict.Permitted)
        {
            return Denial(Withheld.NoPurposePermitted);
        }

        // 3. The grant is still to be confirmed where the platform would make use of it.
        if (permits.AwaitsOptIn(purpose, platform))
        {
            return Denial(Withheld.AwaitsOptIn);
        }

        var granted = new FieldValue.Text(signal.Granted);
        return new ProjectedField(SignalField.Of(purpose), signal.To, granted, LastAct(purpose, customer), purpose, verdict.Basis, null);

        ProjectedField Denial(Withheld why) =>
            new(SignalField.Of(purpose), signal.To, new FieldValue.Text(signal.Denied), LastAct(purpose, customer), null, null, why);
    }

    // Whoever says yes a second time says it anew: after the platform's own page took it back, that is what opens it again there.
    private static long LastAct(PurposeName purpose, Customer customer) => Math.Max(
        customer.Consents.GetValueOrDefault(purpose)?.RecordedAtVersion ?? 0, customer.GuardianConsents.GetValueOrDefault(purpose)?.RecordedAtVersion ?? 0);
}
