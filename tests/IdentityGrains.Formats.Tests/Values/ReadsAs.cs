using System.Collections.Immutable;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Formats.Values;

namespace IdentityGrains.Formats.Tests.Values;

internal static class ReadsAs
{
    public static readonly ImmutableArray<string> AddressParts = ["line1", "line2", "city", "postcode", "country"];

    public static FieldFormat Format(string type) => FieldFormats.For(type, AddressParts, [new("EU"), new("ROW")])!;

    /// <summary>A text reads as another text.</summary>
    public static void Text(string type, string raw, string expected)
    {
        var read = Format(type).Read(new FieldValue.Text(raw), out var fault);
        Assert.Equal("", fault);
        Assert.Equal(expected, Assert.IsType<FieldValue.Text>(read).Value);
    }

    /// <summary>A text is no value of the type.</summary>
    public static void Fault(string type, string raw, string expected) => Fault(type, new FieldValue.Text(raw), expected);

    public static void Fault(string type, FieldValue raw, string expected)
    {
        Assert.Null(Format(type).Read(raw, out var fault));
        Assert.Equal(expected, fault);
    }
}
