using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Hosts;

/// <summary>
/// A network of its own for each host, joined by a bridge: links between any two can be cut in one direction or both. The store is reached through its Unix
/// socket, so a host that is cut off from its peers still writes: that is what makes it dangerous.
/// </summary>
internal sealed class Networks : IAsyncDisposable
{
    private const string Chain = "inet torture input";
    private const string Names = "igt";
    private const int NewNetwork = 0x4000_0000;
    private readonly string _bridge;
    private readonly string _prefix;
    private readonly int _count;

    private Networks(string bridge, string prefix, int count)
    {
        (_bridge, _prefix, _count) = (bridge, prefix, count);

        // A run that is broken off must not leave networks behind.
        AppDomain.CurrentDomain.ProcessExit += EndOfRun;
    }

    /// <summary>What is absent on this machine, in words; null when networks can be made.</summary>
    public static string? Lacking() => Environment.UserName != "root" ? "networks need root"
        : new[] { "/usr/sbin/ip", "/sbin/ip" }.Any(File.Exists) && new[] { "/usr/sbin/nft", "/sbin/nft" }.Any(File.Exists) ? null
        : "iproute2 and nftables are not installed";

    /// <summary>Makes the networks, and takes away those of runs that were killed.</summary>
    public static async Task<Networks> Make(int count)
    {
        await TakeAwayWhatWasLeft();

        // Two runs at once have other names and addresses, so neither may come from the seed.
        var name = string.Create(CultureInfo.InvariantCulture, $"{Names}{Environment.ProcessId:x}");
        var networks = new Networks(name, FreePrefix(), count);
        await Processes.Run("ip", "link", "add", name, "type", "bridge");
        await Processes.Run("ip", "addr", "add", networks._prefix + "254/24", "dev", name);
        await Processes.Run("ip", "link", "set", name, "up");
        for (var host = 0; host < count; host++)
        {
            await networks.Add(host);
        }

        return networks;
    }

    /// <summary>Where a host is reached.</summary>
    public string AddressOf(int host) => _prefix + (host + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The words that start a program inside a host's network.</summary>
    public string[] Inside(int host) => ["ip", "netns", "exec", NameOf(host)];

    /// <summary>A listener inside a host's network, on a free port of its loopback address; whoever accepts may live outside.</summary>
    public Socket Listen(int host)
    {
        Socket? listener = null;
        Exception? fault = null;

        // A network is a thread's own: this one enters it, makes the socket, and ends.
        var inside = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/var/run/netns/{NameOf(host)}", share: FileShare.ReadWrite);
                listener = setns((int)network.DangerousGetHandle(), NewNetwork) == 0
                    ? Relay.Listen()
                    : throw new InvalidOperationException($"setns failed with {Marshal.GetLastPInvokeError()}.");
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        inside.Start();
        inside.Join();
        return listener ?? throw new InvalidOperationException("No socket in a host's network.", fault);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(int network, int kind);

    /// <summary>From now on a host hears nothing of another.</summary>
    public Task Deafen(int host, int towards) => Nft(host, $"add rule {Chain} ip saddr {AddressOf(towards)} counter drop");

    /// <summary>Every link as it was; how many packets were lost.</summary>
    public async Task<long> Heal()
    {
        long lost = 0;
        for (var host = 0; host < _count; host++)
        {
            var rules = (await Processes.Ask("ip", [.. Inside(host)[1..], "nft", "list", "chain", .. Chain.Split(' ')])).Said;
            lost += rules.Split("counter packets ").Skip(1).Sum(r => long.Parse(r[..r.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
            await Nft(host, $"flush chain {Chain}");
        }

        return lost;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOfRun;
        for (var host = 0; host < _count; host++)
        {
            await Processes.Ask("ip", "netns", "del", NameOf(host));
        }

        await Processes.Ask("ip", "link", "del", _bridge);
    }

    // Two bridges with the same addresses: the machine would send to the one that leads nowhere.
    private static string FreePrefix()
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address.ToString()).ToList();
        return Enumerable.Range(Environment.ProcessId, int.MaxValue - Environment.ProcessId)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"10.{64 + ((n >> 8) % 160)}.{n & 0xff}."))
            .First(p => !taken.Exists(a => a.StartsWith(p, StringComparison.Ordinal)));
    }

    private static async Task TakeAwayWhatWasLeft()
    {
        var spaces = (await Processes.Ask("ip", "netns", "list")).Said.Split('\n').Select(l => l.Split(' ')[0]).Where(IsOfTheDead).ToList();
        foreach (var space in spaces)
        {
            await Processes.Ask("ip", "netns", "del", space);
        }

        foreach (var bridge in spaces.Select(s => s.Split('-')[0]).Distinct(StringComparer.Ordinal))
        {
            await Processes.Ask("ip", "link", "del", bridge);
        }
    }

    private static bool IsOfTheDead(string name) => name.StartsWith(Names, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(Names.Length, Math.Max(0, name.IndexOf('-', StringComparison.Ordinal) - Names.Length)), NumberStyles.HexNumber,
            CultureInfo.InvariantCulture, out var run)
        && Processes.State(run) is null;

    private void EndOfRun(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private string NameOf(int host) => string.Create(CultureInfo.InvariantCulture, $"{_bridge}-{host}");

    private Task Nft(int host, string command) => Processes.Run("ip", [.. Inside(host)[1..], "nft", command]);

    private async Task Add(int host)
    {
        var (name, outside, inside) = (NameOf(host), $"{_bridge}o{host}", $"{_bridge}i{host}");
        await Processes.Run("ip", "netns", "add", name);
        await Processes.Run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name);
        await Processes.Run("ip", "link", "set", outside, "master", _bridge, "up");
        await Processes.Run("ip", "-n", name, "addr", "add", AddressOf(host) + "/24", "dev", inside);
        await Processes.Run("ip", "-n", name, "link", "set", inside, "up");
        await Processes.Run("ip", "-n", name, "link", "set", "lo", "up");
        await Nft(host, "add table inet torture");
        await Nft(host, $"add chain {Chain} {{ type filter hook input priority 0; }}");
    }
}
