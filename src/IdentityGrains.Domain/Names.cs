namespace IdentityGrains.Domain;

/// <summary>A governed attribute, as the policy names it, for example <c>given_name</c>.</summary>
[GenerateSerializer, Immutable, Alias("field-name")]
public readonly record struct FieldName([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A system or channel that may assert, as the policy names it, for example <c>crm</c>.</summary>
[GenerateSerializer, Immutable, Alias("source-name")]
public readonly record struct SourceName([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Why data may be used, as the policy names it, for example <c>email_marketing</c>.</summary>
[GenerateSerializer, Immutable, Alias("purpose-name")]
public readonly record struct PurposeName([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A connected system that receives fields, as the policy names it, for example <c>commerce</c>.</summary>
[GenerateSerializer, Immutable, Alias("platform-name")]
public readonly record struct PlatformName([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A set of laws, as the policy names it, for example <c>EU</c> or <c>US-CA</c>.</summary>
[GenerateSerializer, Immutable, Alias("region-name")]
public readonly record struct RegionName([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Who calls: a service identity (<c>nhi:crm-cdc</c>) or the system itself.</summary>
[GenerateSerializer, Immutable, Alias("principal-id")]
public readonly record struct PrincipalId([property: Id(0)] string Value)
{
    /// <summary>The product's own hand: re-evaluation under a new policy and due work.</summary>
    public static readonly PrincipalId System = new("nhi:identity-grains");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
