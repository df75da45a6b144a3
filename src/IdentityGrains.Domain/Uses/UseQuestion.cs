namespace IdentityGrains.Domain.Uses;

/// <summary>May these fields of a customer be used for a purpose, and, where a platform is named, told to it for that purpose?</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Fields">Which fields, each once.</param>
/// <param name="Platform">Who would be told; null when the asker himself would use them.</param>
[GenerateSerializer, Immutable, Alias("use-question")]
public sealed record UseQuestion(
    [property: Id(0)] PurposeName Purpose, [property: Id(1)] ImmutableArray<FieldName> Fields, [property: Id(2)] PlatformName? Platform);
