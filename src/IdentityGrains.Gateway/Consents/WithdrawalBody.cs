using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Consents;

/// <summary>
/// Reads past what a withdrawal need not have. Who withdraws is heard, whatever his service wrote beside it: evidence that is none is left out, where any
/// other act is refused for it.
/// </summary>
internal static class WithdrawalBody
{
    private const string DecisionMember = "decision", EvidenceMember = "evidence", Kind = "kind", Reference = "reference";

    /// <summary>The body; a withdrawal's without the evidence that is none.</summary>
    public static JsonElement Mended(JsonElement body)
    {
        if (!IsWithdrawal(body) || !body.TryGetProperty(EvidenceMember, out var given) || IsSound(given))
        {
            return body;
        }

        var mended = JsonObject.Create(body)!;
        mended[EvidenceMember] = new JsonArray([.. Sound(given).Select(piece => (JsonNode?)JsonObject.Create(piece))]);
        return JsonSerializer.SerializeToElement(mended, GatewayJson.Default.JsonObject);
    }

    private static bool IsWithdrawal(JsonElement body) =>
        body.TryGetProperty(DecisionMember, out var decision) && decision.ValueKind == JsonValueKind.String
        && decision.ValueEquals(Words.Of(ConsentDecision.Withdrawn));

    private static bool IsSound(JsonElement given) =>
        given.ValueKind == JsonValueKind.Array && Sound(given).Count() == given.GetArrayLength();

    private static IEnumerable<JsonElement> Sound(JsonElement given) =>
        given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Where(IsEvidence).Take(Limits.Evidence) : [];

    private static bool IsEvidence(JsonElement piece) =>
        piece.ValueKind == JsonValueKind.Object && piece.GetPropertyCount() == 2
        && TextOf(piece, Kind) is { } kind && Evidence.IsKind(kind)
        && TextOf(piece, Reference) is { } reference && Evidence.IsReference(reference);

    private static string? TextOf(JsonElement piece, string member) =>
        piece.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
