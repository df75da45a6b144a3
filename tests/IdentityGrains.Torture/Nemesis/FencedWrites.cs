using System.Text.RegularExpressions;
using IdentityGrains.Torture.Given;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// Counts writes that the store refused because the customer had moved on: two silos held one customer. It asks again and again: a silo that is voted out
/// takes its count along.
/// </summary>
internal static partial class FencedWrites
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Counts until it is told that it is over.</summary>
    public static async Task<long> Count(IReadOnlyList<ProductProcess> silos, CancellationToken over)
    {
        var first = new Dictionary<(int, int), long>();
        var last = new Dictionary<(int, int), long>();
        using var again = new PeriodicTimer(Pause);
        try
        {
            do
            {
                await Task.WhenAll(silos.Select(Look));
            }
            while (await again.WaitForNextTickAsync(over));
        }
        catch (OperationCanceledException)
        {
            // What was seen is the answer.
        }

        return last.Sum(l => l.Value - first[l.Key]);

        async Task Look(ProductProcess silo, int number)
        {
            try
            {
                var life = (number, silo.Life);
                var told = Refused().Matches(await silo.Metrics()).Sum(m => long.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture));
                lock (first)
                {
                    first.TryAdd(life, told);
                    last[life] = told;
                }
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                // It cannot be asked at the moment.
            }
        }
    }

    [GeneratedRegex(
        "identitygrains_journal_runs_total\\{[^}]*outcome=\"lost_race\"[^}]*\\} (?<count>[0-9]+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Refused();
}
