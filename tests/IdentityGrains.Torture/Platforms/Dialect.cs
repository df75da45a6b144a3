using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Platforms;

/// <summary>What one item of a request says, as the platform's documentation would have it read.</summary>
/// <param name="Number">The customer's number.</param>
/// <param name="Values">What is told, by the policy's paths.</param>
internal sealed record ToldItem(string Number, IReadOnlyDictionary<string, ToldValue> Values)
{
    /// <summary>The delivery that it names; null where the protocol has no place for it.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The version that is stamped in it; null where the protocol has no place for it.</summary>
    public long? Version { get; init; }
}

/// <summary>The harness's own reading of a protocol. It shares no code with the connector that writes it.</summary>
/// <param name="Protocol">The simulator's word for it; null for signed webhooks, which have a simulator of their own.</param>
/// <param name="Kind">The product's word for its connector.</param>
/// <param name="Proof">What the protocol proves.</param>
internal abstract record Dialect(string? Protocol, string Kind, Proof Proof)
{
    /// <summary>The code by which it refuses one of a batch for now; null where no batch is answered in part. Default: null.</summary>
    public virtual string? RefusesOne => null;

    /// <summary>What a request tells; empty when it tells nothing.</summary>
    public abstract IEnumerable<ToldItem> Told(string method, string path, JsonElement? body);

    /// <summary>Whose copies a request looks at; empty when it looks at none.</summary>
    public virtual IEnumerable<string> Looked(string method, string path, JsonElement? body) => [];

    /// <summary>A record as it lies there, by the policy's paths.</summary>
    public virtual IReadOnlyDictionary<string, string?> Shelf(IEnumerable<KeyValuePair<string, JsonElement>> fields) =>
        fields.ToDictionary(f => f.Key, f => ValueText.Of(f.Value), StringComparer.Ordinal);

    /// <summary>What a connector must be told beyond its address and credential.</summary>
    public virtual IEnumerable<(string Name, string Value)> Settings(string url, string credentialFile) => [];

    /// <summary>Values by path out of the members of an object.</summary>
    protected static Dictionary<string, ToldValue> Values(IEnumerable<JsonProperty> members) =>
        members.ToDictionary(m => m.Name, m => new ToldValue(ValueText.Of(m.Value)), StringComparer.Ordinal);
}
