using System.Reflection;

namespace IdentityGrains.Domain.Customers;

/// <summary>The stored name of every event.</summary>
public static class EventNames
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(CustomerEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(CustomerEvent)) && !t.IsAbstract)
        .ToFrozenDictionary(t => t, t => t.GetCustomAttribute<EventNameAttribute>()?.Name
            ?? throw new InvalidOperationException($"{t.Name} has no stored name"));

    /// <summary>The name under which events of that type are stored, for example <c>field-asserted.1</c>.</summary>
    public static string Of(Type happened) => Names[happened];
}
