using CsCheck;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Tests.Customers;

public class NamesTests
{
    private static readonly SourceName Crm = new("crm");

    [Theory]
    [InlineData("C-1002")]
    [InlineData("42")]
    [InlineData("004512")]
    [InlineData("4915112345678")]
    [InlineData("a.b_c:d~e-f")]
    [InlineData("...x")]
    [InlineData("2f1c9a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b")]
    public void An_opaque_id_is_a_native_key(string text)
    {
        Assert.True(NativeKey.TryParse(Crm, text, out var key));
        Assert.Equal((Crm, text), (key.Source, key.Key));
    }

    [Theory]
    [InlineData("ana@a.example", "an e-mail address")]
    [InlineData("+4915112345678", "a telephone number")]
    [InlineData("004915112345678", "a telephone number")]
    [InlineData("0151-123-45678", "a telephone number")]
    [InlineData("151.123.45678", "a telephone number")]
    [InlineData("C 1", "with a space")]
    [InlineData("C/1", "with a step of a path")]
    [InlineData(".", "a step of a path")]
    [InlineData("..", "a step of a path")]
    [InlineData("C%2F1", "escaped")]
    [InlineData("Schröder", "not ASCII")]
    [InlineData("", "empty")]
    [InlineData(null, "absent")]
    public void What_says_who_somebody_is_or_breaks_an_address_is_no_native_key(string? text, string what)
    {
        Assert.NotEmpty(what);
        Assert.False(NativeKey.TryParse(Crm, text, out var key));
        Assert.Equal(default, key);
    }

    [Fact]
    public void A_native_key_has_a_length_and_never_prints()
    {
        Assert.True(NativeKey.TryParse(Crm, new string('a', NativeKey.MaxLength), out var key));
        Assert.False(NativeKey.TryParse(Crm, new string('a', NativeKey.MaxLength + 1), out _));
        Assert.Equal("crm:[key]", key.ToString());
    }

    [Fact]
    public void A_customer_id_reads_back_as_it_was_written() =>
        Gen.Byte.Array[CustomerId.Size].Sample(bytes =>
        {
            var id = CustomerId.FromBytes(bytes);
            return CustomerId.TryParse(id.ToString(), out var read) && read == id && id.ToBytes().AsSpan().SequenceEqual(bytes)
                && id.Slot is >= 0 and < Slots.Count;
        });

    [Theory]
    [InlineData("cus_0102030405060708090A0b0c0d0e0f10")]
    [InlineData("CUS_0102030405060708090a0b0c0d0e0f10")]
    [InlineData("cus_0102030405060708090a0b0c0d0e0f1")]
    [InlineData("cus_0102030405060708090a0b0c0d0e0f100")]
    [InlineData(" cus_0102030405060708090a0b0c0d0e0f10")]
    [InlineData("cus_0102030405060708090a0b0c0d0e0f1g")]
    [InlineData("0102030405060708090a0b0c0d0e0f10")]
    [InlineData("")]
    [InlineData(null)]
    public void Nothing_else_is_a_customer_id(string? text) => Assert.False(CustomerId.TryParse(text, out _));

    [Fact]
    public void A_slot_never_changes() => Assert.Equal(
        (375, "cus_0102030405060708090a0b0c0d0e0f10"), (Given.Ana.Slot, Given.Ana.ToString()));

    [Theory]
    [InlineData("op-1", true)]
    [InlineData("!~", true)]
    [InlineData("op 1", false)]
    [InlineData("op\n1", false)]
    [InlineData("öp", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_operation_id_is_visible_ascii(string? text, bool reads)
    {
        Assert.Equal(reads, OperationId.TryParse(text, out var id));
        Assert.Equal(reads ? text : null, id.Value);
    }

    [Fact]
    public void An_operation_id_has_a_length()
    {
        Assert.True(OperationId.TryParse(new string('a', OperationId.MaxLength), out _));
        Assert.False(OperationId.TryParse(new string('a', OperationId.MaxLength + 1), out _));
    }

    [Fact]
    public void An_event_is_known_by_the_name_that_is_stored() => Assert.Equal("field-asserted.1", EventNames.Of(typeof(FieldAsserted)));
}
