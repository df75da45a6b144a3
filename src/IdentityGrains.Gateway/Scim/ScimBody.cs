using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Texts of SCIM.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ScimJson : JsonSerializerContext;

/// <summary>Reads bodies of SCIM: as strictly as any other, but as what they are, for their attributes are the policy's.</summary>
internal static class ScimBody
{
    public static async Task<Read<JsonElement>> Of(HttpContext http, int limit = KestrelLimits.MaxBody)
    {
        if (!(await RequestBody.Scim(http, limit)).Ok(out var body, out var problem))
        {
            return problem;
        }

        if (JsonScan.ProblemOf(body) is { } unreadable)
        {
            return unreadable;
        }

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonScan.MaxDepth });
        return document.RootElement.Clone();
    }
}
