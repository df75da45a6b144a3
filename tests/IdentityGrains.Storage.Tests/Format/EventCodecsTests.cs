using System.Formats.Cbor;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Tests.Format;

public sealed class EventCodecsTests
{
    [Fact]
    public void Every_event_has_exactly_one_codec() => Assert.Equal(
        typeof(CustomerEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CustomerEvent)) && !t.IsAbstract).OrderBy(t => t.FullName),
        EventCodecs.All.Select(c => c.Type).OrderBy(t => t.FullName));

    [Fact]
    public void Every_stored_name_is_one_events_and_says_its_version()
    {
        Assert.Equal(EventCodecs.All.Length, EventCodecs.All.Select(c => c.Name).Distinct().Count());
        Assert.All(EventCodecs.All, c => Assert.Matches("^[a-z]+-[a-z]+\\.[1-9][0-9]*$", c.Name));
    }

    [Fact]
    public void An_event_of_an_unknown_name_is_refused()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(1);
        writer.WriteStartArray(2);
        writer.WriteTextString("customer-imagined.1");
        writer.WriteTextString("crm");
        writer.WriteEndArray();
        writer.WriteEndArray();

        Assert.Throws<InvalidDataException>(() => EventCodecs.Read(writer.Encode()));
    }

    [Fact]
    public void An_instant_finer_than_a_microsecond_is_refused_not_rounded() =>
        Assert.Throws<ArgumentException>(() => Canonical.Microseconds(DateTimeOffset.UnixEpoch.AddTicks(1)));

    [Fact]
    public void Bytes_after_the_end_and_numbers_in_long_form_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => EventCodecs.Read(new byte[] { 0x80, 0x00 }));
        Assert.Throws<InvalidDataException>(() => EventCodecs.Read(new byte[] { 0x98, 0x00 }));
        Assert.Empty(EventCodecs.Read(new byte[] { 0x80 }));
    }
}
