using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Customers;

/// <summary>How a record begins, and by which names it is known.</summary>
internal static class Creation
{
    /// <summary>The most native keys that one customer may have. A till gives a key for each receipt, so it is large, but it is a limit.</summary>
    public const int MaxKeys = 256;

    public static Decision Decide(Asked asked, CreateCustomer command)
    {
        var created = new CustomerCreated(asked.Source.Name);
        ImmutableArray<CustomerEvent> begun = command.Key is { } key ? [created, new KeyAttached(key)] : [created];
        if (command.Fields.IsEmpty)
        {
            return new Decision.Accepted(begun);
        }

        // In the same entry, and so of the same version; but under the key that the entry attaches.
        var born = asked with { Customer = asked.Customer with { Keys = command.Key is { } own ? [own] : [] } };
        return Assertion.Decide(born, new AssertFields(command.Operation, command.Customer, command.ObservedAt, null, command.Fields, [])) switch
        {
            Decision.Accepted said => new Decision.Accepted(begun.AddRange(said.Events)),
            var refusal => refusal,
        };
    }

    public static Decision Decide(Asked asked, AttachKey command) =>
        asked.Customer.Keys.Contains(command.Key) ? Decision.Unchanged.Instance : Decision.Accept(new KeyAttached(command.Key));
}
