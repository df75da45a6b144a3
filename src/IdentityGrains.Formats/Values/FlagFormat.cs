using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>Type <c>bool</c>: yes or no. The word "true" is a text, and a text is refused.</summary>
internal sealed class FlagFormat : FieldFormat
{
    /// <inheritdoc/>
    public override FieldValue? Read(FieldValue raw, out string fault)
    {
        fault = "";
        if (raw.IsBlank)
        {
            return FieldValue.Blank;
        }

        fault = raw is FieldValue.Flag ? "" : FieldFaults.ValidationFailed;
        return raw as FieldValue.Flag;
    }
}
