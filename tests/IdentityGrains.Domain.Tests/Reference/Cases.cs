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
    public static void Agree<T>(Gen<T> any, Func<T, string?> difference, Func<T, string> readable)
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
                Shrink(any, difference, readable, chance.ToString(here));
            }
        }

        Tell(seed, count, watch, "agree");
    }

    // Fails with the smallest case found.
    private static void Shrink<T>(Gen<T> any, Func<T, string?> difference, Func<T, string> readable, string at) =>
        any.Sample(
            c => difference(c) is null, seed: at, iter: ForShrinking, threads: 1,
            print: c => "\n" + readable(c) + "\n" + difference(c) + "\n");

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
