namespace IdentityGrains.Domain.Customers;

/// <summary>How a record begins, and by which names it is known.</summary>
internal static class Creation
{
    /// <summary>The most native keys that one customer may have. A till gives a key for each receipt, so it is large, but it is a limit.</summary>
    public const int MaxKeys = 256;

    public static Decision Decide(Asked asked, CreateCustomer command)
    {
        var created = new CustomerCreated(asked.Source.Name);
        return command.Key is { } key ? Decision.Accept(created, new KeyAttached(key)) : Decision.Accept(created);
    }

    public static Decision Decide(Asked asked, AttachKey command) =>
        asked.Customer.Keys.Contains(command.Key) ? Decision.Unchanged.Instance : Decision.Accept(new KeyAttached(command.Key));
}
