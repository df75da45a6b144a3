namespace IdentityGrains.Domain.Customers;

/// <summary>Something that was decided about one customer. Its stored name is chosen, versioned and never reused: the names ARE the record's format.</summary>
public abstract record CustomerEvent;

/// <summary>Gives an event its name in the record, <c>noun-verb.N</c>.</summary>
/// <param name="name">The stored name.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The stored name, for example <c>field-asserted.1</c>.</summary>
    public string Name { get; } = name;
}
