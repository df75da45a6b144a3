using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F17: the disk under the database is full. A file takes what is left; the server refuses to extend files, or cannot write its log and goes. Then the file is
/// deleted, and an operator starts the server where it had gone.
/// </summary>
internal sealed class DiskFull : Fault
{
    private static readonly string[] Refusals = ["53100", "No space left on device", "PANIC"];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public override string Number => "F17";

    public override string? Lacks(ProductLayout layout) =>
        NeedsServer(layout) ?? (layout.DiskInMegabytes is null ? "the database has the machine's disk" : null);

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        var (log, begin, filler) = (server.Log.Length, Recorder.Now, Path.Combine(server.Data, "filler"));
        string[] Told() => [.. Refusals.Where(r => server.Log[log..].Contains(r, StringComparison.Ordinal))];
        try
        {
            // What the server gives back meanwhile, an old piece of its log for example, is taken as well.
            await Eventually.Holds("The server says that its disk is full", Patience, () =>
            {
                Fill(filler);
                return Task.FromResult(Told().Length > 0);
            });
            await scene.Last(Duration);
        }
        finally
        {
            File.Delete(filler);
        }

        var gone = server.Processes().Count == 0;
        if (gone)
        {
            await server.Start();
        }

        var said = Told();
        await scene.Server.Execute("CHECKPOINT");
        return new Bite(
            said.Length > 0 ? $"the server's log says {string.Join(", ", said)}; it {(gone ? "went, was started and recovered" : "stayed")}" : null,
            new Outage(Number, begin, Recorder.Now, ServerCrash.Bound));
    }

    private static void Fill(string file)
    {
        var piece = new byte[64 * 1024];
        try
        {
            using var filler = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
            while (true)
            {
                filler.Write(piece);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
