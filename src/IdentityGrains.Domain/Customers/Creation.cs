namespace IdentityGrains.Domain.Customers;

/// <summary>How a record begins, and by which names it is known.</summary>
internal static class Creation
{
    /// <summary>The most native keys that one customer may have. A till gives a key for each receipt, so it is large, but it is a limit.</summary>
    public const int MaxKeys = 256;

    public static Decision Decide(Asked asked, CreateCustomer command)
    {
        if (asked.Customer.Exists)
        {
            return Decision.Refuse(Refusal.CustomerExists);
        }

        if (!asked.Source.MayCreateCustomers)
        {
            return Decision.Refuse(Refusal.MayNotCreate);
        }

        var created = new CustomerCreated(asked.Source.Name);
        if (command.Key is not { } key)
        {
            return Decision.Accept(created);
        }

        return key.Source == asked.Source.Name
            ? Decision.Accept(created, new KeyAttached(key))
            : Decision.Refuse(Refusal.ForeignKey, new Fault("key", "foreign-key"));
    }

    public static Decision Decide(Asked asked, AttachKey command)
    {
        if (command.Key.Source != asked.Source.Name)
        {
            return Decision.Refuse(Refusal.ForeignKey, new Fault("key", "foreign-key"));
        }

        if (asked.Customer.Keys.Contains(command.Key))
        {
            return Decision.Unchanged.Instance;
        }

        return asked.Customer.Keys.Length < MaxKeys
            ? Decision.Accept(new KeyAttached(command.Key))
            : Decision.Refuse(Refusal.TooManyKeys, new Fault("key", "too-many-keys"));
    }
}
