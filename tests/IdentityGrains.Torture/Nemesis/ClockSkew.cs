using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Mutants;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F23: a silo comes up with its clock wrong, by a second or by an hour; while it works its clock is set back by a minute and a half; later it comes up with
/// the right time. What it writes meanwhile is dated by the store, and the checker of dates holds it to that. Nothing is said of how long customers wait:
/// to set a clock all silos are stopped and started, one after another.
/// </summary>
/// <param name="ahead">By how much it is ahead at first; null draws it.</param>
/// <param name="jump">By how much it is set; null for a minute and a half back.</param>
internal sealed class ClockSkew(TimeSpan? ahead = null, TimeSpan? jump = null) : Fault
{
    private static readonly int[] Seconds = [-3600, -60, -1, 1, 60, 3600];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A date has whole seconds, and its answer took a while.
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(3);

    public override string Number => "F23";

    public override async Task<Bite> Strike(Scene scene)
    {
        var (silo, door) = scene.AnySilo();
        var set = jump ?? TimeSpan.FromSeconds(-90);
        var wrong = ahead ?? TimeSpan.FromSeconds(Seconds[scene.Random.Next(Seconds.Length)]);
        var begin = Recorder.Now;
        var sign = Path.Combine(Path.GetTempPath(), $"ig-clock-{Environment.ProcessId}-{begin}");
        await silo.Stop();
        silo.Circumstances = Wrong(new WrongTime(wrong, set, sign));
        var (first, last) = (TimeSpan.Zero, TimeSpan.Zero);
        try
        {
            await silo.Start();
            last = first = await Off(silo);
            await Visit(scene, silo);
            await scene.Last(Duration);
            await File.WriteAllTextAsync(sign, "");
            await Eventually.Holds("The host's clock was set", Patience, async () => await OffOrAway(silo) is { } off && (last = off) - first < set / 2);
            await scene.Last(Duration);
        }
        finally
        {
            silo.Circumstances = Circumstances.Ordinary;
            await silo.Stop();
            await silo.Start();
            File.Delete(sign);
        }

        var seen = (first - wrong).Duration() <= Coarse && (last - wrong - set).Duration() <= Coarse;
        return new Bite(
            seen ? $"silo {door}'s own clock was {first.TotalSeconds:+0.0;-0.0} s off, and {last.TotalSeconds:+0.0;-0.0} s after it was set" : null);
    }

    // Customers live where they are: none comes to a silo that is new, until another one goes.
    private static async Task Visit(Scene scene, ProductProcess silo)
    {
        foreach (var other in scene.Product.Silos.Where(s => s != silo))
        {
            await other.Stop();
            await other.Start();
        }
    }

    private static async Task<TimeSpan> Off(ProductProcess silo) => await silo.Time() - TimeProvider.System.GetUtcNow();

    // One that was voted out meanwhile is begun again, and answers later.
    private static async Task<TimeSpan?> OffOrAway(ProductProcess silo)
    {
        try
        {
            return await Off(silo);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static Circumstances Wrong(WrongTime time) => Circumstances.Ordinary with
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(WrongTime).Assembly.Location, [WrongTime.Variable] = time.ToString(),
        },
    };
}
