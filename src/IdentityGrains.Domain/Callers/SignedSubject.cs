using System.Diagnostics.CodeAnalysis;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Callers;

/// <summary>Whom a source's signature over a command names.</summary>
/// <param name="Customer">By our id.</param>
/// <param name="Key">By a native key. Without either it names nobody, as who begins a record without a key does.</param>
public sealed record SignedSubject(CustomerId? Customer, NativeKey? Key)
{
    private const char Separator = ':';

    /// <summary>Reads a customer id, <c>source:key</c>, or nothing.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SignedSubject? subject)
    {
        subject = null;
        if (string.IsNullOrEmpty(text))
        {
            subject = new SignedSubject(null, null);
        }
        else if (CustomerId.TryParse(text, out var customer))
        {
            subject = new SignedSubject(customer, null);
        }
        else if (text.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end
            && NativeKey.TryParse(new SourceName(text[..end]), text[(end + 1)..], out var key))
        {
            subject = new SignedSubject(null, key);
        }

        return subject is not null;
    }

    /// <summary>
    /// True when it names the customer whom the command concerns. A record that is to begin has no id yet that its source could know: there it is
    /// the key that begins with it.
    /// </summary>
    public bool Names(Customer customer, CustomerCommand command) => command is CreateCustomer create ? Customer is null && Key == create.Key
        : Key is { } key ? customer.Keys.Contains(key)
        : Customer == customer.Id;

    /// <summary>A native key as it stands in a signature's <c>sub</c>.</summary>
    public static string TextOf(NativeKey key) => key.Source.Value + Separator + key.Key;
}
