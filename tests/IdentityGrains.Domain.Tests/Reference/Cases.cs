using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CsCheck;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>
/// Runs two readings of the same document over many cases. <c>IG_CASES</c> says how many; <c>IG_SEED</c> repeats a run. The whole run
/// follows from its one seed, so that a run of a million can be told of in one line and done again.
/// </summary>
internal static class Cases
{
    private const int Ordinary = 20_000;
    private const int ForShrinking = 300_000;

    /// <param name="any">Any case.</param>
    /// <param name="difference">What the two readings make different of a case; null when they agree.</param>
    /// <param name="readable">A case in words: ids, sources and ranks.</param>
    /// <param name="smaller">What a case may be simplified to, so that nothing is shown which does not matter.</param>
    public static void Agree<T>(Gen<T> any, Func<T, string?> difference, Func<T, string> readable, Func<T, IEnumerable<T>>? smaller = null)
    {
        var seed = Number("IG_SEED") ?? (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        var count = (long?)Number("IG_CASES") ?? Ordinary;
        var watch = Stopwatch.StartNew();
        var chance = new PCG(1, seed);
        for (var i = 0L; i < count; i++)
        {
            var here = chance.State;
            if (difference(any.Generate(chance, null, out _)) is not null)
            {
                Tell(seed, i + 1, watch, "differ");
                Shrink(any, difference, readable, smaller ?? (_ => []), chance.ToString(here));
            }
        }

        Tell(seed, count, watch, "agree");
    }

    /// <summary>The same few thousand cases each time.</summary>
    public static IEnumerable<T> Some<T>(Gen<T> any)
    {
        var chance = new PCG(1, 1);
        return Enumerable.Range(0, Ordinary).Select(_ => any.Generate(chance, null, out var _));
    }

    /// <summary>Fails where one of these comes up too seldom to have been tried.</summary>
    public static void Often<T>(IEnumerable<T> wanted, IEnumerable<T> got)
        where T : notnull
    {
        var counts = got.CountBy(g => g).ToDictionary(g => g.Key, g => g.Value);
        Assert.All(wanted, w => Assert.True(counts.GetValueOrDefault(w) >= 50, $"{w}: {counts.GetValueOrDefault(w)} times"));
    }

    // Fails with the smallest case found.
    private static void Shrink<T>(Gen<T> any, Func<T, string?> difference, Func<T, string> readable, Func<T, IEnumerable<T>> smaller, string at) =>
        any.Sample(c => difference(c) is null, seed: at, iter: ForShrinking, threads: 1, print: c =>
        {
            var smallest = Smallest(c, difference, smaller);
            return "\n" + readable(smallest) + "\n" + difference(smallest) + "\n";
        });

    private static T Smallest<T>(T differs, Func<T, string?> difference, Func<T, IEnumerable<T>> smaller)
    {
        var simpler = smaller(differs).Where(c => difference(c) is not null).Take(1).ToList();
        return simpler.Count == 0 ? differs : Smallest(simpler[0], difference, smaller);
    }

    private static void Tell(ulong seed, long cases, Stopwatch watch, string verdict)
    {
        var test = TestContext.Current;
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{test.TestMethod?.MethodName}: {cases:N0} cases {verdict}, IG_SEED={seed}, {watch.Elapsed.TotalSeconds:F1} s");
        test.TestOutputHelper?.WriteLine(line);
        if (Number("IG_CASES") is not null)
        {
            Console.WriteLine(line);
        }
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
