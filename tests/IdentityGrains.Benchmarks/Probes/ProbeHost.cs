using System.Text.Json;
using IdentityGrains.Benchmarks.Contending;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>A question about ours that is no contest, in a process of its own. The setup's number of customers says how thoroughly it is asked.</summary>
internal static class ProbeHost
{
    public static async Task Run(string name)
    {
        var setup = JsonSerializer.Deserialize<Setup>(Console.ReadLine()!)!;
        ContenderHost.Say(await (name switch
        {
            "history" => Histories.Take(setup),
            "first-touch" => FirstTouch.Take(setup),
            "memory" => Memory.Take(setup),
            "acknowledged" => Acknowledged.Take(setup),
            "drain" => Drain.Take(setup),
            "backlog" => Backlog.Take(setup),
            "verification-1" => Verification.Take(setup, 1),
            "verification-10" => Verification.Take(setup, 10),
            "verification-1000" => Verification.Take(setup, 1000),
            _ => throw new ArgumentException($"There is no probe {name}."),
        }));
    }
}
