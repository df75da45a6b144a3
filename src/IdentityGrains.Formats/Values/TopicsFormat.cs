using System.Text.RegularExpressions;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>Type <c>topicSet</c>: topics in ordinal order, each once.</summary>
internal sealed partial class TopicsFormat : FieldFormat
{
    /// <inheritdoc/>
    public override FieldValue? Read(FieldValue raw, out string fault)
    {
        fault = "";
        if (raw.IsBlank)
        {
            return FieldValue.Blank;
        }

        if (raw is FieldValue.Topics { Values: { Length: <= Limits.Texts } values } && values.All(t => t is not null && Slug().IsMatch(t)))
        {
            return new FieldValue.Topics([.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }

        fault = FieldFaults.ValidationFailed;
        return null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,63}\z", Patterns.Linear)]
    private static partial Regex Slug();
}
