using System.Text.Json;
using IdentityGrains.Benchmarks.Measuring;

namespace IdentityGrains.Benchmarks.Contending;

/// <summary>
/// One contender in a process of its own, so that no other's memory, threads or settings are measured with it. It is told what to do line by line, and
/// its answers begin with a mark: whatever else is printed is nobody's business.
/// </summary>
internal static class ContenderHost
{
    public const string Mark = "##";

    public static async Task Run(string name)
    {
        var setup = JsonSerializer.Deserialize<Setup>(Console.ReadLine()!)!;
        await using var contender = await Contenders.Open(name, setup);
        Say((contender as IHasDoor)?.Door ?? new { });
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            var told = JsonSerializer.Deserialize<Told>(line)!;
            Say(await Load.Run(contender, told.Callers, TimeSpan.FromSeconds(told.Seconds), CancellationToken.None));
        }
    }

    public static void Say(object what) => Console.WriteLine(Mark + JsonSerializer.Serialize(what));
}

/// <summary>How many are to call for how long.</summary>
internal sealed record Told(int Callers, double Seconds);

/// <summary>A contender whom others reach from outside.</summary>
internal interface IHasDoor
{
    /// <summary>Where its doors are and whom one may ask about.</summary>
    object Door { get; }
}
