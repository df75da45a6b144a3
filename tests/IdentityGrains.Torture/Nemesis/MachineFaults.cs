using System.Diagnostics;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using Npgsql;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F16: the disk under the database takes few writes a second.</summary>
internal sealed class SlowDisk : Fault
{
    private const int WritesPerSecond = 10;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    public override string Number => "F16";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout) ?? ControlGroup.Lacking("blkio");

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        using var group = new ControlGroup("blkio", Environment.ProcessId);
        group.Set("blkio.throttle.write_iops_device", $"{ControlGroup.DeviceOf(server.Data)} {WritesPerSecond}");
        foreach (var process in server.Processes())
        {
            group.Take(process);
        }

        await using var connection = await scene.Server.Superuser();
        var (slowest, begun) = (TimeSpan.Zero, Stopwatch.StartNew());
        while (begun.Elapsed < Duration)
        {
            // Whatever writes: it waits for the log to reach the disk, as every commit does.
            await using var write = new NpgsqlCommand("SELECT pg_logical_emit_message(true, 'torture', 'a write')", connection) { CommandTimeout = 60 };
            var asked = Stopwatch.StartNew();
            await write.ExecuteNonQueryAsync(scene.Over);
            slowest = asked.Elapsed > slowest ? asked.Elapsed : slowest;
        }

        return new Bite(slowest > Slow ? $"a commit took {slowest.TotalMilliseconds:0} ms at {WritesPerSecond} writes a second" : null);
    }
}

/// <summary>A control group of one's own, of the first version's hierarchies. Who is in it when it goes returns to where everybody is.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private const int MostTries = 1_000;

    private readonly string _hierarchy;
    private readonly string _folder;

    public ControlGroup(string controller, int run)
    {
        _hierarchy = Path.Combine(Root, controller);
        _folder = Directory.CreateDirectory(Path.Combine(_hierarchy, $"igt-{run}")).FullName;
    }

    /// <summary>What is absent, in words; null when groups of that controller can be made.</summary>
    public static string? Lacking(string controller) => Environment.UserName == "root" && File.Exists(Path.Combine(Root, controller, "cgroup.procs"))
        ? null
        : $"no control groups of the first version for {controller}, or no right to make one";

    /// <summary>The number of the device that a file lies on.</summary>
    public static string DeviceOf(string file)
    {
        var id = Processes.Ask("stat", "-c", "%Hd:%Ld", file).GetAwaiter().GetResult().Said.Trim();
        return id;
    }

    /// <summary>The words that start a program inside the group.</summary>
    public string[] Entering => ["sh", "-c", $"echo $$ > {Path.Combine(_folder, "cgroup.procs")} && exec \"$@\"", "sh"];

    public void Set(string setting, string value) => File.WriteAllText(Path.Combine(_folder, setting), value);

    public string Get(string setting) => File.ReadAllText(Path.Combine(_folder, setting));

    public void Take(int process) => Move(_folder, process);

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var tries = 1; ; tries++)
        {
            foreach (var process in Get("cgroup.procs").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Move(_hierarchy, int.Parse(process, CultureInfo.InvariantCulture));
            }

            try
            {
                Directory.Delete(_folder);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                // One of them had a child meanwhile, who is in the group as well, or is not wholly gone yet.
                Thread.Yield();
            }
        }
    }

    private static void Move(string folder, int process)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // It has ended.
        }
    }
}
