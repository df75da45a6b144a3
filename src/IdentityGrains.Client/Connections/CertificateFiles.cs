using Microsoft.Extensions.Logging;

namespace IdentityGrains.Client.Connections;

/// <summary>
/// The certificates as their files say now. Whoever connects looks whether they changed: connections are few, and a watcher of files misses what a mounted
/// folder does. What has become unfit is said in the log, and what was read before goes on to count.
/// </summary>
internal sealed partial class CertificateFiles
{
    private readonly TlsOptions _options;
    private readonly string? _clientRoots;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly Lock _reading = new();
    private LoadedCertificates _loaded;
    private string _stamp;

    /// <param name="options">Where they lie.</param>
    /// <param name="clientRoots">Where the clients' roots lie; null in a process that accepts no clients.</param>
    /// <param name="name">The name that the process's own certificate bears.</param>
    /// <param name="time">By which certificates are valid.</param>
    /// <exception cref="UnsafeConnectionsException">They are not fit.</exception>
    public CertificateFiles(TlsOptions options, string? clientRoots, string name, TimeProvider time)
    {
        (_options, _clientRoots, _name, _time) = (options, clientRoots, name, time);
        _stamp = Stamp();
        _loaded = Read();
    }

    /// <summary>What counts now.</summary>
    public LoadedCertificates Now(ILogger log)
    {
        lock (_reading)
        {
            var stamp = Stamp();
            if (stamp != _stamp)
            {
                // Taken before reading: what is written meanwhile has another stamp and is read again.
                _stamp = stamp;
                try
                {
                    _loaded = Read();
                    Renewed(log);
                }
                catch (UnsafeConnectionsException unfit)
                {
                    NotRenewed(log, unfit.Message);
                }
            }

            return _loaded;
        }
    }

    private LoadedCertificates Read() => LoadedCertificates.Read(_options, _clientRoots, _name, _time.GetUtcNow().UtcDateTime);

    private string Stamp() => string.Join('|', new[] { _options.CertificateFile, _options.KeyFile, _options.SiloRootsFile, _clientRoots ?? "" }
        .Select(LoadedCertificates.Final)
        .Select(f => f.Exists ? FormattableString.Invariant($"{f.FullName} {f.LastWriteTimeUtc.Ticks} {f.Length}") : ""));

    [LoggerMessage(5004, LogLevel.Information, "Changed certificate files were read: they count from the next connection")]
    private static partial void Renewed(ILogger logger);

    [LoggerMessage(5005, LogLevel.Error, "Changed certificate files are not fit, the former go on to count: {Fault}")]
    private static partial void NotRenewed(ILogger logger, string fault);
}
