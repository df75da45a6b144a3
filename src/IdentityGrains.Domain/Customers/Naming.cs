using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Customers;

/// <summary>
/// Whether a command names the customer as its source may: the refusals about existence and native keys, which come before any about what is said.
/// </summary>
internal static class Naming
{
    /// <summary>The first such refusal; null when there is none.</summary>
    public static Decision? WhyNot(Asked asked, CustomerCommand command) => command switch
    {
        CreateCustomer c => WhyNot(asked, c),
        AttachKey c => WhyNot(asked, c),

        // A source may only speak under keys of its own that name this customer.
        AssertFields { Key: { } key } when !asked.Customer.Keys.Contains(NativeKey.FromTrusted(asked.Source.Name, key)) => Foreign,
        _ => null,
    };

    private static Decision? WhyNot(Asked asked, CreateCustomer command)
    {
        if (asked.Customer.Exists)
        {
            return Decision.Refuse(Refusal.CustomerExists);
        }

        if (!asked.Source.MayCreateCustomers)
        {
            return Decision.Refuse(Refusal.MayNotCreate);
        }

        return command.Key is { } key && key.Source != asked.Source.Name ? Foreign : null;
    }

    private static Decision? WhyNot(Asked asked, AttachKey command)
    {
        if (command.Key.Source != asked.Source.Name)
        {
            return Foreign;
        }

        var keys = asked.Customer.Keys;
        return keys.Length >= Creation.MaxKeys && !keys.Contains(command.Key)
            ? Decision.Refuse(Refusal.TooManyKeys, new Fault("key", "too-many-keys"))
            : null;
    }

    private static Decision Foreign => Decision.Refuse(Refusal.ForeignKey, new Fault("key", "foreign-key"));
}
