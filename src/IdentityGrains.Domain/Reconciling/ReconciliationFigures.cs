namespace IdentityGrains.Domain.Reconciling;

/// <summary>What a reconciliation counted.</summary>
/// <param name="Covered">Customers of whose copies it speaks.</param>
/// <param name="Looked">Those whose copies were looked at.</param>
/// <param name="Equal">Those whose copies are as they should be in every field.</param>
/// <param name="Drifting">Those whose copies differ.</param>
/// <param name="Underway">Those who are still to be told, and so differ for a while.</param>
/// <param name="Refused">Those whom the platform refused to take, as a whole or in some field, and whose copies do not differ otherwise.</param>
/// <param name="Withheld">Those of whom the platform may not be told.</param>
/// <param name="Unknown">Records that changed there and are no customer of ours.</param>
/// <param name="Asked">Customers whom the platform was told anew.</param>
/// <param name="Repaired">Those of them whose copies were then as they should be.</param>
/// <param name="Fields">Field by field.</param>
/// <param name="Kinds">Drifts by kind.</param>
[GenerateSerializer, Immutable, Alias("reconciliation-figures")]
public sealed record ReconciliationFigures(
    [property: Id(0)] long Covered, [property: Id(1)] long Looked, [property: Id(2)] long Equal, [property: Id(3)] long Drifting,
    [property: Id(4)] long Underway, [property: Id(5)] long Refused, [property: Id(6)] long Withheld, [property: Id(7)] long Unknown,
    [property: Id(8)] long Asked, [property: Id(9)] long Repaired,
    [property: Id(10)] ImmutableSortedDictionary<string, FieldFigures> Fields, [property: Id(11)] ImmutableSortedDictionary<string, long> Kinds)
{
    /// <summary>Before anything was counted.</summary>
    public static readonly ReconciliationFigures None = new(
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ImmutableSortedDictionary.Create<string, FieldFigures>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>Those whose copies differ in something that speaks for a fault: against them the breaker is held.</summary>
    [Id(12)]
    public long Suspect { get; init; }

    /// <summary>With one more customer.</summary>
    /// <param name="fields">Each field that was compared, whether the platform should hold it, and how it differs; null when it does not.</param>
    /// <param name="lacking">Fields that the platform should hold and refused to take: it is not shown to hold them, and they are no drift.</param>
    public ReconciliationFigures With(
        IEnumerable<(FieldName Field, bool ShouldHold, DriftKind? Kind)> fields, params ImmutableArray<FieldName> lacking)
    {
        var (figures, kinds, drifts, suspect) = (Fields, Kinds, false, false);
        foreach (var (field, shouldHold, kind) in fields)
        {
            figures = figures.SetItem(field.Value, figures.GetValueOrDefault(field.Value, FieldFigures.None).With(shouldHold, kind));
            if (kind is { } drift)
            {
                drifts = true;
                suspect |= DriftLaw.IsSuspect(drift);
                kinds = kinds.SetItem(Words.Of(drift), kinds.GetValueOrDefault(Words.Of(drift)) + 1);
            }
        }

        foreach (var field in lacking)
        {
            figures = figures.SetItem(field.Value, figures.GetValueOrDefault(field.Value, FieldFigures.None).With(shouldHold: true, equal: false));
        }

        return this with
        {
            Covered = Covered + 1, Looked = Looked + 1, Equal = Equal + (drifts || lacking.Length > 0 ? 0 : 1), Drifting = Drifting + (drifts ? 1 : 0),
            Suspect = Suspect + (suspect ? 1 : 0),
            Refused = Refused + (!drifts && lacking.Length > 0 ? 1 : 0), Fields = figures, Kinds = kinds,
        };
    }

    /// <summary>With one more customer who could not be looked at, and who should hold these fields all the same.</summary>
    public ReconciliationFigures Without(IEnumerable<FieldName> fields)
    {
        var figures = Fields;
        foreach (var field in fields)
        {
            figures = figures.SetItem(field.Value, figures.GetValueOrDefault(field.Value, FieldFigures.None).With(shouldHold: true, equal: false));
        }

        return this with { Covered = Covered + 1, Fields = figures };
    }
}

/// <summary>What was counted of a field.</summary>
/// <param name="Should">Customers whose value the platform should hold.</param>
/// <param name="Equal">Those whose value it was shown to hold.</param>
/// <param name="Drifting">Those whose value, or its absence, differs.</param>
[GenerateSerializer, Immutable, Alias("field-figures")]
public sealed record FieldFigures([property: Id(0)] long Should, [property: Id(1)] long Equal, [property: Id(2)] long Drifting)
{
    /// <summary>Before anything was counted.</summary>
    public static readonly FieldFigures None = new(0, 0, 0);

    /// <summary>The share that was shown to be equal, 0 to 1; null where the platform should hold nothing.</summary>
    public double? Conformance => Should == 0 ? null : (double)Equal / Should;

    internal FieldFigures With(bool shouldHold, DriftKind? kind) =>
        With(shouldHold, equal: kind is null) with { Drifting = Drifting + (kind is null ? 0 : 1) };

    internal FieldFigures With(bool shouldHold, bool equal) =>
        this with { Should = Should + (shouldHold ? 1 : 0), Equal = Equal + (shouldHold && equal ? 1 : 0) };
}
