using System.Globalization;
using System.Text.Json;
using IdentityGrains.Cli.Api;

namespace IdentityGrains.Cli.LookBack;

/// <summary>Reads every page of a list. A page says where the next one begins: by a cursor, or by the version that it ends before.</summary>
internal static class SheetReader
{
    /// <summary>All items.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="token">Who asks.</param>
    /// <param name="path">The list's address, with whatever it is narrowed by.</param>
    /// <param name="member">The member that lists the items.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<JsonElement>> All(GatewayClient gateway, string token, string path, string member, CancellationToken ct)
    {
        var items = new List<JsonElement>();
        for (var next = path; ;)
        {
            var page = await gateway.Get(next, token, ct);
            items.AddRange(page.GetProperty(member).EnumerateArray());
            if (After(page) is not { } after)
            {
                return items;
            }

            next = path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + after;
        }
    }

    private static string? After(JsonElement page) =>
        page.TryGetProperty("cursor", out var cursor) && cursor.ValueKind == JsonValueKind.String ? "cursor=" + Uri.EscapeDataString(cursor.GetString()!)
        : page.TryGetProperty("before", out var before) && before.ValueKind == JsonValueKind.Number
            ? string.Create(CultureInfo.InvariantCulture, $"before={before.GetInt64()}")
            : null;
}
