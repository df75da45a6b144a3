using System.ComponentModel.DataAnnotations;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Connections;

namespace IdentityGrains.Client.Hosting;

/// <summary>How a front-end reaches IdentityGrains, and how long it tries.</summary>
public sealed class IdentityGrainsClientOptions
{
    /// <summary>The section of the configuration, where the host keeps its settings in one.</summary>
    public const string Section = "IdentityGrainsClient";

    /// <summary>The largest message either way, in bytes.</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>The cluster that is called. Default: <c>identitygrains</c>.</summary>
    [Required]
    public string ClusterId { get; set; } = "identitygrains";

    /// <summary>The service that the cluster runs. Default: <c>identitygrains</c>.</summary>
    [Required]
    public string ServiceId { get; set; } = "identitygrains";

    /// <summary>The silos' client ports, each as <c>address:port</c> with an IP address, where they never change. Default: none.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>
    /// The connection string (Npgsql) of the cluster's membership, from which the silos' client ports are read and kept up to date. Default: none. Either
    /// this or <see cref="Gateways"/>.
    /// </summary>
    public string? Clustering { get; set; }

    /// <summary>
    /// The certificates by which silos and this process prove to each other what they are. Default: none, and only this machine's silos are called.
    /// </summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>
    /// Calls silos elsewhere without TLS. Whoever can listen in that network reads what is said of customers, and whoever can connect is called a silo: true
    /// belongs to a network that is private by other means. Default: false.
    /// </summary>
    public bool PlainOrleansPorts { get; set; }

    /// <summary>Where the token comes from, if it is one function. Default: the <see cref="ICredentialSource"/> that the host registers.</summary>
    public Func<CancellationToken, Task<ServiceToken>>? Credential { get; set; }

    /// <summary>How long before it ends the token is renewed; one that lives shorter than twice that, at half its life. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan RenewBefore { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one operation may take over all its tries. Default: 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan OperationDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one try waits for its answer. Default: 5 seconds, which is also the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after the first try; it doubles with each, and half of it is left to chance. Default: 50 milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two tries. Default: 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often the list of client ports is read again, and how soon one that was not there is tried again. Default: 1 second; at most 2, because that
    /// long a silo that came back is not called.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:02")]
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the first connection is tried before the host gives up starting. Default: 30.</summary>
    [Range(1, 10_000)]
    public int ConnectAttempts { get; set; } = 30;

    /// <summary>The wait between two attempts to connect. Default: 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ConnectPause { get; set; } = TimeSpan.FromSeconds(1);
}
