using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Verifications;

/// <summary>What the right code does: the claim gets a confirmed twin, which is resolved like any other, and grants that waited for it open.</summary>
internal static class Confirmation
{
    public static Decision.Accepted Of(Asked asked, ConfirmCode command)
    {
        var (customer, policy) = (asked.Customer, asked.Policy);
        var (field, rule) = (customer.Field(command.Field), policy.Fields[command.Field]);
        var claim = ContactVerification.Subject(field)!;

        // The source's word, as of the confirmation: it is the customer who said it once more, and its validity counts from here.
        var twin = claim with
        {
            Id = new ClaimId(asked.NextVersion, 0),
            Verified = true,
            ObservedAt = command.ObservedAt > claim.ObservedAt ? command.ObservedAt : claim.ObservedAt,
        };
        var standing = Standing.After(field, twin, rule, Facts.Of(customer, policy, asked.Now), asked.Now);
        var isCurrent = (standing.Winner == twin.Id ? twin : field.Find(standing.Winner))?.Value == twin.Value;
        var undone = isCurrent && ContactVerification.LastConfirmed(field) is { } last && last.Value != twin.Value ? last : null;
        var confirmed = new ContactConfirmed(
            command.Field, claim.Id, twin, asked.Source.Name, standing, undone,
            undone is null ? null : asked.Now + rule.Verification!.UndoWindow);

        // Whoever brought the code reads this value and no other: a confirmed claim that does not win opens nothing.
        var optIns = isCurrent ? OptIns(asked, command.Field, standing.ValueChanged ? asked.NextVersion : field.ValueVersion) : [];
        return new Decision.Accepted([confirmed, .. optIns]);
    }

    private static IEnumerable<CustomerEvent> OptIns(Asked asked, FieldName field, long valueVersion) =>
        DoubleOptIn.NamedBy(asked.Customer.Verification(field).Running!, asked.Customer, asked.Policy)
            .Select(purpose => new OptIn(purpose, field, valueVersion))
            .Where(optIn => !asked.Customer.OptIns.Contains(optIn))
            .Select(optIn => new OptInConfirmed(optIn));
}
