using System.Text.Json;

namespace IdentityGrains.Cli.Api;

/// <summary>What the gateway answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Replayed">True when the record had the act already.</param>
/// <param name="Body">The JSON body; undefined when there is none.</param>
internal sealed record Reply(int Status, bool Replayed, JsonElement Body)
{
    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>True for a 2xx.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>The problem; null when it succeeded.</summary>
    public Problem? Problem => Succeeded ? null : Problem.Of(this);

    /// <summary>The receipt of an act that succeeded.</summary>
    public Receipt Receipt => Body.Deserialize(ApiJson.Default.Receipt) ?? throw new GatewayException("The gateway answered without a receipt.");

    /// <summary>The status alone: a body holds personal values.</summary>
    public override string ToString() => $"HTTP {Status}";
}

/// <summary>A problem as the gateway tells it (RFC 9457).</summary>
/// <param name="Slug">The last part of its type.</param>
/// <param name="Title">It in a sentence.</param>
/// <param name="Errors">The places that are wrong.</param>
internal sealed record Problem(string Slug, string Title, ImmutableArray<PlaceError> Errors)
{
    private const string TypePrefix = "urn:identitygrains:problem:";

    /// <summary>Reads a problem; an answer that is none is named by its status.</summary>
    public static Problem Of(Reply reply)
    {
        var bare = new Problem($"http-{reply.Status}", "The gateway answered with something else than a problem.", []);
        if (reply.Body.ValueKind != JsonValueKind.Object)
        {
            return bare;
        }

        try
        {
            var told = reply.Body.Deserialize(ApiJson.Default.ProblemBody);
            return told?.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) is true
                ? new Problem(told.Type[TypePrefix.Length..], told.Title ?? "", [.. told.Errors ?? []])
                : bare;
        }
        catch (JsonException)
        {
            return bare;
        }
    }
}

/// <summary>One place of a request that is wrong, and in which way.</summary>
internal sealed record PlaceError(string Pointer, string Code);

/// <summary>Proof that an act is in the record.</summary>
internal sealed record Receipt(string Customer, long Version, string Policy, ImmutableArray<FieldOutcome> Fields);

/// <summary>What became of one asserted field.</summary>
internal sealed record FieldOutcome(string Field, string Outcome, bool Changed);

/// <summary>The gateway cannot be understood, or not be reached for longer than one is patient.</summary>
internal sealed class GatewayException(string message, Exception? inner = null) : Exception(message, inner);
