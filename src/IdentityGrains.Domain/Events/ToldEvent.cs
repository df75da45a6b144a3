using System.Globalization;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Events;

/// <summary>One thing that happened to a customer, as other systems are told of it: names and a version, never a value.</summary>
/// <param name="Customer">To whom.</param>
/// <param name="Version">The version of the record that has it.</param>
/// <param name="Place">Its place among what was recorded together, from 0.</param>
/// <param name="Type">What happened, one of <see cref="EventTypes.All"/>.</param>
/// <param name="About">The field, purpose or source; empty where it is about the customer as a whole.</param>
/// <param name="At">When it was recorded.</param>
[GenerateSerializer, Immutable, Alias("told-event")]
public sealed record ToldEvent(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] int Place, [property: Id(3)] string Type,
    [property: Id(4)] string About, [property: Id(5)] DateTimeOffset At)
{
    /// <summary>Names this event for ever: told twice, it is told under the same name.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Customer}-{Version}-{Place}");

    /// <summary>Sorts one customer's events as they happened, as text.</summary>
    public string Sequence => string.Create(CultureInfo.InvariantCulture, $"{Version:D19}.{Place:D4}");

    /// <summary>Which event, and not what it is about.</summary>
    public override string ToString() => Name;

    /// <summary>What a row of the feed tells, in the order of happening.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="version">The last version that the row is about.</param>
    /// <param name="at">When that was recorded.</param>
    /// <param name="changed">The row's names, comma separated.</param>
    public static ImmutableArray<ToldEvent> Of(CustomerId customer, long version, DateTimeOffset at, string changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return [.. changed.Split(',').Select((name, place) => Of(customer, version, at, name, place))];
    }

    private static ToldEvent Of(CustomerId customer, long version, DateTimeOffset at, string name, int place)
    {
        var cut = name.IndexOf(EventTypes.Of, StringComparison.Ordinal);
        return new ToldEvent(customer, version, place, cut < 0 ? name : name[..cut], cut < 0 ? "" : name[(cut + 1)..], at);
    }
}
