using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Gateway.Tests.Settings;

/// <summary>A setting with something that no process can run with.</summary>
/// <param name="Name">Where it stands, <c>Section:Name</c>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Beside">What has to stand elsewhere for it to matter.</param>
public sealed record BadSetting(string Name, string Value, params string[] Beside)
{
    /// <summary>What might be a secret that somebody put in the wrong place.</summary>
    public const string Canary = "k4nary";

    /// <summary>The label of settings that have one of the operator's own choice.</summary>
    public const string Label = "commerce";

    /// <summary>All option classes that a host reads, by their sections.</summary>
    public static readonly IReadOnlyList<(string Section, Type Type)> Sections =
    [
        (ProductOptions.Section, typeof(ProductOptions)), (Tls, typeof(SiloTlsOptions)),
        (GatewayOptions.Section, typeof(GatewayOptions)), (CallLimits.Section, typeof(CallLimits)),
        ("Trust", typeof(TrustOptions)), ("Connectors:" + Label, typeof(WebhookSettings)), (MessageSettings.Section, typeof(MessageSettings)),
    ];

    private static readonly string[] Postgres =
        ["IdentityGrains:Store=Postgres", "ConnectionStrings:IdentityGrains=Host=127.0.0.1;Port=1", "ConnectionStrings:Cluster=Host=127.0.0.1;Port=1"];

    private const string Tls = "IdentityGrains:Tls";

    private static readonly string[] NoIssuer = ["IdentityGrains:DevelopmentIssuer=false"];

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<BadSetting> All =
    [
        new("IdentityGrains:Role", Canary), new("IdentityGrains:Role", "7"), new("IdentityGrains:Role", "All,Silo"), new("IdentityGrains:Role", ""),
        new("IdentityGrains:Rolle", Canary), new("IdentityGrains:Store", Canary),
        new("IdentityGrains:DataFolder", ""), new("IdentityGrains:DataFolder", typeof(BadSetting).Assembly.Location),
        new("IdentityGrains:DataFolder", Path.Combine(typeof(BadSetting).Assembly.Location, "data"), "IdentityGrains:Simulators=true"),
        new("IdentityGrains:KeyFolder", ""), new("IdentityGrains:KeyFolder", typeof(BadSetting).Assembly.Location),
        new("IdentityGrains:ClusterId", " "),
        new("IdentityGrains:AdvertisedAddress", Canary), new("IdentityGrains:AdvertisedAddress", ""),
        new("IdentityGrains:AdvertisedAddress", "192.0.2.1", Postgres), new("IdentityGrains:AdvertisedAddress", "0.0.0.0", Postgres),
        new("IdentityGrains:PolicyFile", ""), new("IdentityGrains:PolicyFile", "/does/not/exist"),
        new("IdentityGrains:HttpAddress", Canary), new("IdentityGrains:HttpAddress", "127.0.0.1:80"), new("IdentityGrains:HttpAddress", "192.0.2.1"),
        new("IdentityGrains:HttpPort", "65536"), new("IdentityGrains:HttpPort", "-1"), new("IdentityGrains:HttpPort", "80.5"),
        new("IdentityGrains:HttpPort", ""),
        new("IdentityGrains:SiloPort", "65536"), new("IdentityGrains:SiloPort", Canary),
        new("IdentityGrains:ClientPort", "-1"), new("IdentityGrains:ClientPort", "99999999999"),
        new("IdentityGrains:Simulators", Canary), new("IdentityGrains:DevelopmentIssuer", Canary),
        new("IdentityGrains:PlainOrleansPorts", Canary), new(Tls, Canary), new(Tls + ":CertificateFile", "/" + Canary),
        new(Tls + ":CertificateFile", "", Tls + ":KeyFile=key.pem"), new(Tls + ":CertificatesFile", Canary),
        new(Tls + ":KeyFile", "", $"{Tls}:CertificateFile={typeof(BadSetting).Assembly.Location}"),
        new(Tls + ":SiloRootsFile:0", Canary), new(Tls + ":ClientRootsFile:0", Canary),
        new("ConnectionStrings:IdentityGrains", "", Postgres), new("ConnectionStrings:IdentityGrains", "Host=here;Passwort=" + Canary, Postgres),
        new("ConnectionStrings:IdentityGrains", $"postgres://silo:{Canary}@here/db", Postgres),
        new("ConnectionStrings:IdentityGrains", "Password=" + Canary, Postgres), new("ConnectionStrings:IdentityGrains", "Host=here;Port=" + Canary, Postgres),
        new("ConnectionStrings:Cluster", "", "IdentityGrains:Role=Gateway"), new("ConnectionStrings:Cluster", Canary, Postgres),
        new("ConnectionStrings:Cluster", "Host=here;Port=70000;Password=" + Canary, "IdentityGrains:Role=Gateway"),
        new("Gateway:ConcurrentRequests", "0"), new("Gateway:ConcurrentConnections", Canary), new("Gateway:ConnectionsPerAddress", "1000001"),
        new("Gateway:Hosts", Canary), new("Gateway:Hosts:0", "https://" + Canary), new("Gateway:Hosts:0", Canary + ":8080"), new("Gateway:Hosts:0", ""),
        new("Gateway:Hosts:0", "*"), new("Gateway:ReadyWithinMilliseconds", "0"), new("Gateway:Host", Canary),
        new("Calls:PerSecond", "0"), new("Calls:AtOnce", Canary), new("Calls:UnknownPerSecond", "-1"), new("Calls:UnknownAtOnce", "1.5"),
        new("Trust:Environment", "", NoIssuer), new("Trust:Services", Canary), new("Trust:Services:Name", "", NoIssuer),
        new("Trust:Services:KeyFiles", Canary), new("Trust:Services:KeyFiles:0", Canary), new("Trust:Services:KeyFile", Canary),
        new("Trust:Subjects:Name", " ", NoIssuer), new("Trust:Subjects:KeyFiles:0", typeof(BadSetting).Assembly.Location),
        new("Trust:Sources", Canary), new($"Trust:Sources:{Label}:Principal", "", NoIssuer), new($"Trust:Sources:{Label}:KeyFiles:0", Canary),
        new($"Trust:Sources:{Label}:Principal", ""), new($"Trust:Sources:{Label}:KeyFiles", "", $"Trust:Sources:{Label}:Principal=nhi:pos"),
        new("Logging:LogLevel:Default", Canary), new("Logging:Console:LogLevel:Default", Canary),
        .. EndpointOf("Connectors:" + Label, $"Connectors:{Label}:Kind=webhook.standard", $"Connectors:{Label}:AckBase=https://here.example"),
        new($"Connectors:{Label}:Kind", Canary), new($"Connectors:{Label}:AckBase", Canary, $"Connectors:{Label}:Kind=webhook.standard"),
        .. EndpointOf(MessageSettings.Section),
    ];

    private static IEnumerable<BadSetting> EndpointOf(string section, params string[] beside)
    {
        string[] whole =
            [.. beside, $"{section}:Url=https://there.example", $"{section}:Secrets:0=whsec_{Convert.ToBase64String(new byte[32])}"];
        return
        [
            new($"{section}:Url", "https://user:" + Canary + "@there.example", whole), new($"{section}:SecretFile", "/does/not/exist", beside),
            new($"{section}:Secrets:0", Canary, whole), new($"{section}:Timeout", "1.00:00:00", whole), new($"{section}:ConnectTimeout", Canary, whole),
            new($"{section}:Connections", "0", whole), new($"{section}:AllowLoopbackHttp", Canary, whole),
            new($"{section}:AllowPrivateAddresses", Canary, whole), new($"{section}:Urls", Canary, whole),
        ];
    }
}
