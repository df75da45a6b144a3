namespace IdentityGrains.Domain.Explanations;

/// <summary>Why a field is what it is.</summary>
[GenerateSerializer, Immutable, Alias("explanation")]
public sealed record Explanation([property: Id(0)] FieldName Field);
