using System.ComponentModel.DataAnnotations;
using IdentityGrains.Silo.Settings;

namespace IdentityGrains.Silo.Hosting;

/// <summary>What a process is.</summary>
public enum HostRole
{
    /// <summary>Silo and gateway.</summary>
    All = 0,

    /// <summary>A silo, with health, metrics and the dashboard only.</summary>
    Silo = 1,

    /// <summary>A gateway to silos elsewhere. It has no store and no keys.</summary>
    Gateway = 2,
}

/// <summary>Where the record lies.</summary>
public enum StoreKind
{
    /// <summary>Embedded: one process.</summary>
    Sqlite = 0,

    /// <summary>In PostgreSQL: any number of silos.</summary>
    Postgres = 1,
}

/// <summary>What a host is told: section <c>IdentityGrains</c> of the configuration, or environment variables <c>IdentityGrains__Name</c>.</summary>
public sealed class ProductOptions
{
    /// <summary>The section of configuration.</summary>
    public const string Section = "IdentityGrains";

    /// <summary>What the process is: everything, a silo, or a gateway to silos elsewhere. Default: everything.</summary>
    public HostRole Role { get; set; } = HostRole.All;

    /// <summary>
    /// Where the record lies: embedded, for one process, or in PostgreSQL (<c>ConnectionStrings:IdentityGrains</c>, and <c>ConnectionStrings:Cluster</c>
    /// for Orleans' membership), for several. Default: embedded.
    /// </summary>
    public StoreKind Store { get; set; } = StoreKind.Sqlite;

    /// <summary>Where the embedded store lies, and keys without a <see cref="KeyFolder"/>. Default: <c>data</c> below the working directory.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>Where the epoch keys and the index key lie; all silos of a cluster have the same. Default: <c>keys</c> in the data folder.</summary>
    [MinLength(1)]
    public string? KeyFolder { get; set; }

    /// <summary>The cluster that silos and gateways of this name form. Default: identitygrains.</summary>
    [Required]
    public string ClusterId { get; set; } = "identitygrains";

    /// <summary>The IP address at which other silos and gateways reach this silo; it is also where it listens. Default: 127.0.0.1.</summary>
    [IpAddress]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>The governance policy. Default: the sample shop's, beside the program.</summary>
    [Required]
    public string PolicyFile { get; set; } = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml");

    /// <summary>The IP address that HTTP listens on; 0.0.0.0 is every one of the machine. Default: 127.0.0.1.</summary>
    [IpAddress]
    public string HttpAddress { get; set; } = "127.0.0.1";

    /// <summary>The port of HTTP; 0 takes any free one. Default: 8080.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 8080;

    /// <summary>The port between silos; 0 takes any free one. Default: 0.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }

    /// <summary>The port for Orleans clients; 0 takes any free one. Default: 0.</summary>
    [Range(0, 65535)]
    public int ClientPort { get; set; }

    /// <summary>
    /// The certificates by which silos, gateways and front-ends prove to each other what they are. Default: none, and only this machine is listened to.
    /// </summary>
    public SiloTlsOptions? Tls { get; set; }

    /// <summary>
    /// Opens the ports between silos and for clients to a network without TLS. Whoever can listen in that network reads what is said of customers, and whoever
    /// can connect is a silo: true belongs to a network that is private by other means. Default: false.
    /// </summary>
    public bool PlainOrleansPorts { get; set; }

    /// <summary>Runs simulated platforms, and inboxes for messages to customers, in this process and connects them. Default: false.</summary>
    public bool Simulators { get; set; }

    /// <summary>
    /// Runs the simulated platforms of other vendors in this process, those that the sample's policy maps, and connects them. Default: false.
    /// </summary>
    public bool SimulatedVendors { get; set; }

    /// <summary>Issues tokens with keys made in the data folder, and trusts only those. For development. Default: false.</summary>
    public bool DevelopmentIssuer { get; set; }

    /// <summary>The time by which the process waits, and that the embedded store's clock tells. Default: the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Adds where logs go, and how much of them. Default: the host's own.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Adds what the deployment brings of its own, for example kinds of connectors. Default: nothing.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}
