using IdentityGrains.Torture.Platforms;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F36: a platform takes another credential from now on. Until somebody brings it, the platform is left alone, and there is one exception and not one for each
/// customer.
/// </summary>
internal sealed class CredentialRotates(VendorPlatform platform, Steward steward) : Fault
{
    private const string Name = "C-6";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Wrong = TimeSpan.FromSeconds(5);

    public override string Number => "F36";

    public override async Task<Bite> Strike(Scene scene)
    {
        var since = platform.Seen.Count;
        platform.Rotate();
        var open = await Until(scene, async () => await Open() is { Length: > 0 } found ? found : null) ?? [];
        await scene.Last(Wrong);
        open = [.. open, .. await Open()];
        var refused = platform.Seen.Skip(since).Count(s => s.Status == 401);
        await platform.Renew();
        var back = await Until(scene, async () => (await Open()).Length == 0 ? "" : null) is not null;
        var each = open.Where(e => e.Customer is not null).Distinct().Count();
        return new Bite(open.Length > 0 && refused > 0 && back
            ? $"{platform.Name}: {refused} requests were refused, one exception was open, and it was over when the new credential was there"
            : null)
        {
            Violations = each == 0 ? [] : [new(Name, platform.Name, $"{each} customers have an exception of their own because a credential was over")],
        };
    }

    // Of the credential alone: a customer's own content may be refused at the same time.
    private async Task<Checkers.Deliveries.OpenException[]> Open() =>
        [.. (await steward.Exceptions()).Where(e => e.Platform == platform.Name && e.Why is "refuses_us" or "http_401").Select(e => e.Open)];

    private static async Task<T?> Until<T>(Scene scene, Func<Task<T?>> there)
        where T : class
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); patience.Elapsed < Patience;)
        {
            if (await there() is { } found)
            {
                return found;
            }

            await scene.Last(Look);
        }

        return null;
    }
}
