namespace IdentityGrains.Domain.Fields;

/// <summary>Reads a raw value into a field's normal form. The only way in: what it refuses is no value of that field.</summary>
public abstract class FieldFormat
{
    /// <summary>
    /// The value in normal form, or null with a fault code of the API (<c>invalid-email</c>, <c>validation-failed</c>...).
    /// A blank value is always well formed.
    /// </summary>
    public abstract FieldValue? Read(FieldValue raw, out string fault);

    /// <summary>
    /// How people write a value that its normal form writes otherwise, for example a domain in its own script; null when they write it so too.
    /// Only for showing beside the value, never instead of it: what looks alike need not be alike.
    /// </summary>
    public virtual FieldValue? AsPeopleWrite(FieldValue value) => null;
}
