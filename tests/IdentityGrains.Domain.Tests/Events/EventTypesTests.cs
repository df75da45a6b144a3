using System.Reflection;
using System.Runtime.CompilerServices;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Events;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Tests.Events;

/// <summary>Everything that the journal records is told under a type of its own, and no type is anybody's invention.</summary>
public class EventTypesTests
{
    public static TheoryData<string> Stored => [.. Kinds.Keys];

    private static readonly Dictionary<string, Type> Kinds = typeof(CustomerEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(CustomerEvent)))
        .ToDictionary(t => t.GetCustomAttribute<EventNameAttribute>()!.Name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Stored))]
    public void What_is_stored_under_a_name_is_told_under_a_known_type(string name)
    {
        var told = EventTypes.NamesOf((CustomerEvent)Blank(Kinds[name]));

        Assert.NotEmpty(told);
        Assert.All(told, t =>
        {
            var type = t.Split(EventTypes.Of)[0];
            Assert.True(EventTypes.All.Contains(type), type);
            Assert.NotEqual(EventTypes.Unnamed, type);
            Assert.Equal(t.Contains(EventTypes.Of, StringComparison.Ordinal), EventTypes.MemberOf(type) is not null);
        });
    }

    [Fact]
    public void What_is_only_history_is_not_told_as_what_holds()
    {
        var (purpose, act) = (new PurposeName("ads"), (ConsentAct)Blank(typeof(ConsentAct)));

        Assert.Equal(["consent.withdrawn:ads"], EventTypes.NamesOf(new ConsentWithdrawn(purpose, act, Stands: true)));
        Assert.Equal(["consent.recorded:ads"], EventTypes.NamesOf(new ConsentWithdrawn(purpose, act, Stands: false)));
    }

    [Fact]
    public void Events_that_were_recorded_together_have_names_of_their_own_and_sort_as_they_happened()
    {
        var (customer, at) = (CustomerId.New(), DateTimeOffset.UnixEpoch);

        var told = ToldEvent.Of(customer, 42, at, "customer.created,customer.key_attached:crm,field.changed:email");

        Assert.Equal(
            [("customer.created", ""), ("customer.key_attached", "crm"), ("field.changed", "email")], told.Select(t => (t.Type, t.About)));
        Assert.Equal([$"{customer}-42-0", $"{customer}-42-1", $"{customer}-42-2"], told.Select(t => t.Name));
        Assert.Equal(told.Select(t => t.Sequence).Order(StringComparer.Ordinal), told.Select(t => t.Sequence));
        Assert.True(string.CompareOrdinal(told[2].Sequence, ToldEvent.Of(customer, 100, at, "customer.created")[0].Sequence) < 0);
    }

    private static object Blank(Type type)
    {
        var blank = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(
            p => p.CanWrite && p.PropertyType is { IsClass: true, IsAbstract: false } && p.PropertyType.Assembly == type.Assembly))
        {
            property.SetValue(blank, Blank(property.PropertyType));
        }

        return blank;
    }
}
