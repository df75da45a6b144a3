using System.Globalization;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;

namespace IdentityGrains.Torture.Runs;

/// <summary>Looks each second at what every host holds.</summary>
internal sealed class Sampler(IReadOnlyList<ProductProcess> hosts)
{
    private readonly List<Usage> _samples = [];

    public IReadOnlyList<Usage> Samples => _samples;

    public async Task Run(CancellationToken over)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            for (var at = 0; await second.WaitForNextTickAsync(over); at++)
            {
                for (var i = 0; i < hosts.Count; i++)
                {
                    if (hosts[i].Id is { } id && Look($"host {i} life {hosts[i].Life}", at, id) is { } usage)
                    {
                        _samples.Add(usage);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static Usage? Look(string process, int at, int id)
    {
        try
        {
            var status = File.ReadLines($"/proc/{id}/status").ToList();
            var handles = Directory.GetFiles($"/proc/{id}/fd");
            var sockets = handles.Count(IsSocket);
            return new Usage(process, at, Number("VmRSS:") * 1024, handles.Length, sockets, (int)Number("Threads:"));

            long Number(string name) => long.Parse(
                status.Single(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // It died while it was looked at.
            return null;
        }
    }

    private static bool IsSocket(string handle) =>
        File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName.Contains("socket:", StringComparison.Ordinal) == true;
}
