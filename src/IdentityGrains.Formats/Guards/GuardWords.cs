using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Formats.Guards;

/// <summary>Every name and every comparison that a guard may write.</summary>
internal static class GuardWords
{
    public static readonly FrozenDictionary<string, GuardVariable> Variables = new Dictionary<string, GuardVariable>
    {
        ["subject.region"] = GuardVariable.Region,
        ["subject.country"] = GuardVariable.Country,
        ["subject.ageYears"] = GuardVariable.AgeYears,
        ["subject.restricted"] = GuardVariable.Restricted,
        ["subject.gpc"] = GuardVariable.Gpc,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, Comparison> Comparisons = new Dictionary<string, Comparison>
    {
        ["=="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.LessOrEqual,
        [">"] = Comparison.Greater,
        [">="] = Comparison.GreaterOrEqual,
    }.ToFrozenDictionary();
}
