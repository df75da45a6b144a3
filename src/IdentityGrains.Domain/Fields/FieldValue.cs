namespace IdentityGrains.Domain.Fields;

/// <summary>What a field says. It knows its shape and compares itself; it never prints.</summary>
[GenerateSerializer, Immutable, Alias("field-value")]
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>Says nothing: null, an empty text or an empty list.</summary>
    public static readonly FieldValue Blank = new Nothing();

    /// <summary>True when nothing is said.</summary>
    public bool IsBlank => this is Nothing or Text { Value: "" } or Topics { Values.Length: 0 } or Parts { Values.Length: 0 };

    /// <summary>Never the value: a log may know that it exists, not what it says.</summary>
    public sealed override string ToString() => "[value]";

    /// <summary>No value.</summary>
    [GenerateSerializer, Immutable, Alias("field-value.nothing")]
    public sealed record Nothing : FieldValue;

    /// <summary>One text, in the field's normal form.</summary>
    [GenerateSerializer, Immutable, Alias("field-value.text")]
    public sealed record Text([property: Id(0)] string Value) : FieldValue;

    /// <summary>Yes or no.</summary>
    [GenerateSerializer, Immutable, Alias("field-value.flag")]
    public sealed record Flag([property: Id(0)] bool Value) : FieldValue;

    /// <summary>A set of topics, in ordinal order and without repetition once the field's format has read it.</summary>
    [GenerateSerializer, Immutable, Alias("field-value.topics")]
    public sealed record Topics([property: Id(0)] ImmutableArray<string> Values) : FieldValue
    {
        /// <inheritdoc/>
        public bool Equals(Topics? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate(Values.Length, HashCode.Combine);
    }

    /// <summary>Parts that change together, such as an address, in ordinal order of their names.</summary>
    [GenerateSerializer, Immutable, Alias("field-value.parts")]
    public sealed record Parts([property: Id(0)] ImmutableArray<Part> Values) : FieldValue
    {
        /// <inheritdoc/>
        public bool Equals(Parts? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate(Values.Length, HashCode.Combine);
    }
}

/// <summary>One named part of a value.</summary>
[GenerateSerializer, Immutable, Alias("field-value.part")]
public sealed record Part([property: Id(0)] string Name, [property: Id(1)] string Text)
{
    /// <summary>Nothing of it: before it is looked at, the name is whatever a caller wrote.</summary>
    public override string ToString() => "[part]";
}
