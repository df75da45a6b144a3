using System.Globalization;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Messages;

/// <summary>Which messages an entry owes the customer.</summary>
public static class CustomerMessages
{
    /// <summary>
    /// Each issued code goes to the contact point that it is to confirm. Where the policy says so, the verified contact point hears of a change with the
    /// first code, while there is still time to stop it.
    /// </summary>
    public static ImmutableArray<CustomerMessage> Of(Customer after, ImmutableArray<CustomerEvent> events, Policy policy)
    {
        var messages = ImmutableArray.CreateBuilder<CustomerMessage>();
        foreach (var issued in events.OfType<CodeIssued>())
        {
            var field = after.Field(issued.Field);
            if (after.Verification(issued.Field).Running is not { } running || ContactVerification.Subject(field) is not { } subject
                || policy.Fields.GetValueOrDefault(issued.Field)?.Verification is not { } rule)
            {
                continue;
            }

            messages.Add(new CustomerMessage(IdOf(running.Id, issued.Number), MessageKind.Code, running.Id, issued.Number, subject.Id, issued.ExpiresAt));
            if (issued.Number == 1 && rule.NotifyPrevious && field.Current is { Verified: true, Value.IsBlank: false } current && current.Value != subject.Value)
            {
                messages.Add(new CustomerMessage(
                    IdOf(running.Id, 0), MessageKind.ChangeNotice, running.Id, 0, current.Id, running.EndsAt + rule.UndoWindow));
            }
        }

        return messages.DrainToImmutable();
    }

    private static string IdOf(VerificationId verification, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{verification}-{(number == 0 ? "notice" : number)}");
}
