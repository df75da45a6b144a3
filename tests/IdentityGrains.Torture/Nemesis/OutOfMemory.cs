using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F22: the kernel ends a silo for want of memory. The silo lives in a group of its own from its first byte on, because memory that a process had before it
/// joined is not counted; the limit comes when it is at work, so that the runtime has not arranged itself with it.
/// </summary>
internal sealed class OutOfMemory : Fault
{
    private const string Controller = "memory";
    private const string Limit = "memory.limit_in_bytes";
    private const string Used = "memory.usage_in_bytes";
    private const string Kills = "memory.oom_control";
    private const string None = "-1";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public override string Number => "F22";

    public override string? Lacks(Hosts.ProductLayout layout) => ControlGroup.Lacking(Controller);

    public override async Task<Bite> Strike(Scene scene)
    {
        var (silo, door) = scene.AnySilo();
        using var group = new ControlGroup(Controller, Environment.ProcessId);
        await silo.Stop();
        silo.Circumstances = Circumstances.Ordinary with { Before = group.Entering };
        try
        {
            await silo.Start();
            await scene.Last(Warm);
        }
        finally
        {
            // Its next life is not in the group: it would begin with nothing, and the group goes whatever comes.
            silo.Circumstances = Circumstances.Ordinary;
        }

        var (life, begin) = (silo.Life, Recorder.Now);
        await Eventually.Holds("The kernel ends the silo", Patience, () =>
        {
            Squeeze(group);
            return Task.FromResult(silo.Life > life);
        });
        var (ended, kills) = (silo.LastExit, group.Get(Kills).Contains("oom_kill 0", StringComparison.Ordinal) ? 0 : 1);
        group.Set(Limit, None);
        await silo.Ready();
        return new Bite(
            ended == ProductProcess.KilledByKernel && kills > 0
                ? $"silo {door} asked for more memory than there was; the kernel killed it, and it ended with {ended}"
                : null,
            new Outage(Number, begin, begin, Bound) { Door = door });
    }

    // To what it has: whatever it asks for next is too much. What can be given back is given back first, so it is said again and again.
    private static void Squeeze(ControlGroup group)
    {
        try
        {
            group.Set(Limit, group.Get(Used).Trim());
        }
        catch (IOException)
        {
            // It has more meanwhile.
        }
    }
}
