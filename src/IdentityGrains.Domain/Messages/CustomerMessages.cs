using System.Globalization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
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
            if (issued.Number == 1 && rule.NotifyPrevious
                && field.Current is { Verified: true, Value.IsBlank: false } current && current.Value != subject.Value)
            {
                messages.Add(new CustomerMessage(
                    IdOf(running.Id, 0), MessageKind.ChangeNotice, running.Id, 0, current.Id, running.EndsAt + rule.UndoWindow));
            }
        }

        return messages.DrainToImmutable();
    }

    /// <summary>The claim whose contact point a code goes to; null when another code or another value took its place.</summary>
    public static Claim? Current(CustomerMessage code, Customer customer) =>
        customer.Verification(code.Verification.Field).Running is { } running && running.Id == code.Verification && running.Codes == code.Number
            ? ContactVerification.Subject(customer.Field(code.Verification.Field))
            : null;

    /// <summary>The claims that an event carries.</summary>
    public static IEnumerable<Claim> Claims(CustomerEvent happened) => happened switch
    {
        FieldAsserted e => [e.Claim],
        ContactConfirmed e => [e.Claim],
        ClaimsRetracted e => e.Restored,
        _ => [],
    };

    /// <summary>The message as it goes out to the contact point that a claim says; null when the policy has the field verified no more.</summary>
    public static ComposedMessage? Compose(CustomerMessage message, Claim recipient, Customer customer, Policy policy, SecretCodes codes)
    {
        var (id, field) = (message.Verification, message.Verification.Field);
        if (policy.Fields.GetValueOrDefault(field)?.Verification is not { } rule || recipient.Value is not FieldValue.Text { IsBlank: false } to)
        {
            return null;
        }

        return message.Kind == MessageKind.Code
            ? Say(codes.Code(id, message.Number, rule.CodeDigits), null, [.. DoubleOptIn.OpenedBy(field, customer, policy)])
            : Say(null, codes.CancelToken(id), []);

        ComposedMessage Say(string? code, string? cancel, ImmutableArray<PurposeName> optsIn) => new(
            message.Id, message.Kind, rule.Method, field, to.Value, id.ToString(), code, cancel, Language(customer, policy), optsIn, message.ExpiresAt);
    }

    private static string? Language(Customer customer, Policy policy) =>
        policy.Fields.Values.Where(f => f.Type == "bcp47").OrderBy(f => f.Name.Value, StringComparer.Ordinal)
            .Select(f => (customer.Field(f.Name).Value as FieldValue.Text)?.Value).FirstOrDefault(l => l is not null);

    private static string IdOf(VerificationId verification, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{verification}-{(number == 0 ? "notice" : number)}");
}
