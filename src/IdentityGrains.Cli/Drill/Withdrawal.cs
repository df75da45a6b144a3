using System.Globalization;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Drill;

/// <summary>She takes her consent back. From an instant on nothing leaves that it forbids, and the last platform shows that it forgot.</summary>
internal sealed class Withdrawal(Scene scene)
{
    private const string Purpose = "email_marketing";
    private const string Told = "marketing";

    // It addresses the record there, and so it stands as long as the record does.
    private const string Key = "customer_number";

    // What the platform is told of the permission itself.
    private const string Denied = "purpose:" + Purpose;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<bool> Play(CancellationToken ct)
    {
        Page.Heading(scene.Console, "2. She withdraws her consent to marketing");
        var receipt = await scene.Withdraws(Purpose, ct);
        scene.Tell($"recorded as version {receipt.GetProperty("version").GetInt64()}; fenced at {receipt.GetProperty("fencedAt").GetString()}:");
        scene.Tell("since then no request begins that carries what she took back.");
        var confirmed = await scene.Until(
            h => h.Of(Told).Fields.Where(f => f is { Permitted: false, Version: not null } && f.Field != Key).All(IsForgotten), Patience, ct);
        await scene.ShowHoldings(ct);
        var last = (await scene.Holdings(ct)).Of(Told).Fields.Where(IsForgotten).Max(f => f.At);
        var at = last?.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "never";
        return scene.End(confirmed && last is not null, $"{Told} was read back, and the last value was shown to be gone at {at} UTC");
    }

    // That a purpose is denied is no value to forget: it is to stand there.
    private static bool IsForgotten(FieldHolding field) => field is { Permitted: false, Level: "confirmed" } && (field.Cleared || field.Field == Denied);
}
