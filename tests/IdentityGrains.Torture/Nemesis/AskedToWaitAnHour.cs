using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Platforms;
using Wrong = IdentityGrains.Simulators.Faults.Fault;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F30 with a day's wait, R26: the platform turns everybody away, and is believed for an hour. Withdrawals go all the same, a few at a time; whoever has only
/// news waits. It comes last in a run: after it the platform hears no news.
/// </summary>
internal sealed class AskedToWaitAnHour(TorturedPlatform platform, OpenLoop load, Script script, string path) : Fault
{
    private const string Purpose = "personalisation";
    private const int WithNews = 5;
    private const int Withdrawing = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // Leave that was given before is good for a second.
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(2);

    public override string Number => "F30";

    public override async Task<Bite> Strike(Scene scene)
    {
        var customers = Enumerable.Range(0, 1 + WithNews + Withdrawing).ToArray();
        await Task.WhenAll(customers.Select(async c =>
        {
            await load.Ask(script.Decide(c, Purpose, granted: true));
            await load.Ask(script.Speak(c));
        }));
        await Until(scene, () => customers.All(c => platform.Shelf(NumberOf(c))?.GetValueOrDefault(path) is not null));
        var since = platform.Seen.Count;
        platform.Inject(new Wrong(FaultKind.RetryAfter) { RetryAfter = "86400" });
        await load.Ask(script.Speak(customers[0]));
        var bit = await Until(scene, () => platform.Seen.Skip(since).Any(s => s.Fault == FaultKind.RetryAfter && s.Told.Count > 0));
        platform.Heal();
        await scene.Last(Leave);

        var asked = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(customers[1..(1 + WithNews)].Select(c => load.Ask(script.Speak(c))));
        string[] news = [.. customers[1..(1 + WithNews)].Select(NumberOf)], withdrawn = [.. customers[(1 + WithNews)..].Select(NumberOf)];
        await Task.WhenAll(customers[(1 + WithNews)..].Select(c => load.Ask(script.Decide(c, Purpose, granted: false))));
        var gone = await Until(scene, () => withdrawn.All(n => platform.Shelf(n)?.GetValueOrDefault(path) is null));
        var told = platform.Seen.SelectMany(s => s.Copies(platform.Name)).Where(c => c.ArrivedAt > asked).ToArray();
        var early = told.Count(c => news.Contains(c.Number));
        var took = TimeProvider.System.GetUtcNow() - asked;
        return new Bite(bit ? $"{platform.Name} asked to wait a day; {told.Length - early} withdrawals went out in the meantime" : null)
        {
            Facts = [$"R26: {withdrawn.Length} withdrawals were told in {took.TotalSeconds:0.0} s while {news.Length} with news waited"],
            Violations =
            [
                .. Found(!gone, "withdrawals waited for a platform that turns everybody away"),
                .. Found(early > 0, $"{early} were told news within the hour that the platform asked for"),
            ],
        };
    }

    private IEnumerable<Violation> Found(bool wrong, string what) => wrong ? [new Violation(CopyOrder.Name, platform.Name, what)] : [];

    private static string NumberOf(int customer) => string.Create(CultureInfo.InvariantCulture, $"N-{customer}");

    private static async Task<bool> Until(Scene scene, Func<bool> holds)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < Patience; await scene.Last(Look))
        {
            if (holds())
            {
                return true;
            }
        }

        return false;
    }
}
