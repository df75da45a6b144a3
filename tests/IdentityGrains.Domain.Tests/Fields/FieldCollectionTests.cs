using CsCheck;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Tests.Fields;

public sealed class FieldCollectionTests
{
    private static readonly Gen<(FieldName Name, FieldState State)[]> Said =
        Gen.Select(Gen.String[Gen.Char['a', 'e'], 1, 3], Gen.Long[1, 1000])
            .Select((name, version) => (new FieldName(name), FieldState.Unknown with { ValueVersion = version })).Array[0, 60];

    [Fact]
    public void The_last_state_of_each_field_is_known_in_ordinal_order_of_the_names() => Said.Sample(said =>
    {
        var map = said.Aggregate(FieldCollection.Empty, (m, f) => m.SetItem(f.Name, f.State));
        var model = new SortedDictionary<string, FieldState>(StringComparer.Ordinal);
        Array.ForEach(said, f => model[f.Name.Value] = f.State);

        Assert.Equal(model.Select(f => (f.Key, f.Value)), map.Select(f => (f.Key.Value, f.Value)));
        Assert.Equal(model.Values, map.Values);
        Assert.Equal(model.Count, map.Count);
        Assert.All(said, f => Assert.Same(model[f.Name.Value], map.Find(f.Name, FieldState.Unknown)));
        Assert.Same(FieldState.Unknown, map.Find(new FieldName("z"), FieldState.Unknown));
    });

    [Fact]
    public void In_whatever_order_fields_come_the_map_is_the_same() => Said.Sample(said =>
    {
        var one = said.DistinctBy(f => f.Name).Select(f => KeyValuePair.Create(f.Name, f.State)).ToImmutableArray();

        Assert.Equal(one.Aggregate(FieldCollection.Empty, (m, f) => m.SetItem(f.Key, f.Value)).ToArray(), FieldCollection.Of([.. one.Reverse()]).ToArray());
    });

    [Fact]
    public void Setting_a_field_leaves_who_held_the_map_before_what_he_had()
    {
        var name = new FieldName("email");
        var before = FieldCollection.Empty.SetItem(name, FieldState.Unknown with { ValueVersion = 1 });

        before.SetItem(name, FieldState.Unknown with { ValueVersion = 2 });

        Assert.Equal(1, before.Find(name, FieldState.Unknown).ValueVersion);
    }

    [Fact]
    public void A_field_that_comes_twice_is_no_map()
    {
        var field = KeyValuePair.Create(new FieldName("email"), FieldState.Unknown);

        Assert.Throws<ArgumentException>(() => FieldCollection.Of([field, field]));
    }
}
