namespace IdentityGrains.Domain.Disclosure;

/// <summary>
/// How the state of a purpose is named where fields are named: holdings, disclosure logs, drifts and reports are kept by field. No field of a policy can have
/// a colon in its name, so the two never meet.
/// </summary>
public static class SignalField
{
    private const string Prefix = "purpose:";

    /// <summary>The name of a purpose's state.</summary>
    public static FieldName Of(PurposeName purpose) => new(Prefix + purpose);

    /// <summary>True for the name of a purpose's state, false for that of a governed field.</summary>
    public static bool Is(FieldName field) => field.Value.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The purpose whose state it names; null for a governed field.</summary>
    public static PurposeName? PurposeOf(FieldName field) => Is(field) ? new PurposeName(field.Value[Prefix.Length..]) : null;
}
