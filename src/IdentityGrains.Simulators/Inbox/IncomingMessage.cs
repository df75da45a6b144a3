using System.Text.Json;
using IdentityGrains.Simulators.Doors;

namespace IdentityGrains.Simulators.Inbox;

/// <summary>A message as a gateway for mail and text messages reads it.</summary>
internal sealed record IncomingMessage(
    string Id, string Kind, string Method, string Field, string To, string Verification, IReadOnlyList<string> OptsIn, DateTimeOffset ExpiresAt,
    string? Code = null, string? CancelToken = null, string? Language = null)
{
    private static readonly JsonSerializerOptions Strict = new(Inspection.Json) { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads a body that came under an id; null when it is no message, or another one.</summary>
    public static IncomingMessage? Read(byte[] body, string id)
    {
        try
        {
            return JsonSerializer.Deserialize<IncomingMessage>(body, Strict) is { To.Length: > 0 } message && message.Id == id ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
