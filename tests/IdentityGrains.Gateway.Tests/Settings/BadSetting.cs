using IdentityGrains.Connectors.Braze;
using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Segment;
using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Scim;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Events;
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
        (GatewayOptions.Section, typeof(GatewayOptions)), (ScimOptions.Section, typeof(ScimOptions)), (CallLimits.Section, typeof(CallLimits)),
        (EventOptions.Section, typeof(EventOptions)), (EventOptions.Section + ":Receivers", typeof(ReceiverOptions)),
        ("Trust", typeof(TrustOptions)), ("Connectors:" + Label, typeof(WebhookSettings)), (MessageSettings.Section, typeof(MessageSettings)),
        (Braze, typeof(BrazeSettings)), (HubSpot, typeof(HubSpotSettings)), (Salesforce, typeof(SalesforceSettings)), (Scim, typeof(ScimSettings)),
        (Receiver, typeof(SecurityEventSettings)), (Segment, typeof(SegmentSettings)),
    ];

    private const string Braze = "Connectors:marketing", HubSpot = "Connectors:contacts", Salesforce = "Connectors:crm", Scim = "Connectors:support",
        Receiver = "Connectors:security", Segment = "Connectors:cdp";

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
        new("IdentityGrains:Simulators", Canary), new("IdentityGrains:SimulatedVendors", Canary), new("IdentityGrains:DevelopmentIssuer", Canary),
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
        new("Scim:Source", Canary), new("Scim:Sources", Canary), new($"Scim:Sources:{Label}:Fields", Canary), new($"Scim:Sources:{Label}:Field", Canary),
        new($"Scim:Sources:{Label}:Fields:{Label}", Canary + "["), new($"Scim:Sources:{Label}:Fields:{Label}", Canary),
        new($"Scim:Sources:{Label}:Fields:email", "externalId"), new($"Scim:Sources:{Label}:Fields:email", "meta.version"),
        new($"Scim:Sources:{Label}:Fields:Email", "nickName"),
        new($"Scim:Sources:{Label}:Fields:email", "name", $"Scim:Sources:{Label}:Fields:given_name=name.givenName"),
        new("Calls:PerSecond", "0"), new("Calls:AtOnce", Canary), new("Calls:UnknownPerSecond", "-1"), new("Calls:UnknownAtOnce", "1.5"),
        new("Gateway:EventStreams", "0"), new("Events:RetentionHours", "0"), new("Events:RetentionHours", Canary), new("Events:Retention", "1"),
        new("Events:Receivers", Canary), new("Events:Receivers:Ports", Canary), new("Events:Receivers:Ports:0", Canary),
        new("Events:Receivers:AllowLoopbackHttp", Canary), new("Events:Receivers:AllowPrivateAddresses", Canary),
        new("Trust:Environment", "", NoIssuer), new("Trust:Services", Canary), new("Trust:Services:Name", "", NoIssuer),
        new("Trust:Services:KeyFiles", Canary), new("Trust:Services:KeyFiles:0", Canary), new("Trust:Services:KeyFile", Canary),
        new("Trust:Subjects:Name", " ", NoIssuer), new("Trust:Subjects:KeyFiles:0", typeof(BadSetting).Assembly.Location),
        new("Trust:Sources", Canary), new($"Trust:Sources:{Label}:Principal", "", NoIssuer), new($"Trust:Sources:{Label}:KeyFiles:0", Canary),
        new($"Trust:Sources:{Label}:Principal", ""), new($"Trust:Sources:{Label}:KeyFiles", "", $"Trust:Sources:{Label}:Principal=nhi:pos"),
        new("Logging:LogLevel:Default", Canary), new("Logging:Console:LogLevel:Default", Canary),
        .. EndpointOf("Connectors:" + Label, $"Connectors:{Label}:Kind=webhook.standard", $"Connectors:{Label}:AckBase=https://here.example"),
        new($"Connectors:{Label}:Kind", Canary), new($"Connectors:{Label}:AckBase", Canary, $"Connectors:{Label}:Kind=webhook.standard"),
        .. EndpointOf(MessageSettings.Section), new(MessageSettings.Section + ":Kind", Canary, WholeEndpoint(MessageSettings.Section)),
        .. ApiOf(Braze, "braze.users-track"),
        .. ApiOf(Salesforce, "salesforce.sobject-collections"),
        new(Salesforce + ":Object", "Contact;", WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":ExternalId", "", WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":ApiVersion", "../" + Canary, WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":OurUserId", Canary + " or else", WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":BulkRecords", "7", WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":BulkTimeout", "00:00:00", WholeApi(Salesforce, "salesforce.sobject-collections")),
        new(Salesforce + ":BulkPoll", Canary, WholeApi(Salesforce, "salesforce.sobject-collections")),
        .. ApiOf(HubSpot, HubSpotConnector.Kind),
        .. Each(HubSpot, WholeApi(HubSpot, HubSpotConnector.Kind), ("IdProperty", "email"), ("ApiVersion", "../" + Canary), ("OurAppId", Canary + " x"),
            ("Removal", Canary)),
        .. ApiOf(Scim, ScimConnector.Kind),
        .. Each(Scim, WholeApi(Scim, ScimConnector.Kind), ("Resource", "Users/"), ("FindBy", "emails[type eq \"work\"]"), ("Dialect", Canary),
            ("UpdateBy", Canary), ("Removal", "7"), ("Reactivates", Canary), ("KeysAtOnce", "0"), ("NamesAttributes", Canary), ("ProfileAge", "00:00:01"),
            ("Patch", Canary), ("Bulk", "true"), ("Filter", Canary), ("ETag", Canary)),
        .. OutboundOf(Receiver, WholeReceiver),
        .. Each(Receiver, WholeReceiver, ("Kind", Canary), ("KeyFile", "/does/not/exist"), ("KeyId", ""), ("Issuer", "a b"), ("Audience", ""),
            ("CredentialFile", "/does/not/exist"), ("Credential", "c\nd")),
        .. ApiOf(Segment, "segment.identify"),
        new(Segment + ":ProfileUrl", "ftp://" + Canary, WholeApi(Segment, "segment.identify")),
        new(Segment + ":Space", Canary + "/", Looked(Segment)), new(Segment + ":ProfileCredentialFile", "/does/not/exist", Looked(Segment)),
        new(Segment + ":ProfileCredential", "", Looked(Segment)),
        new(Segment + ":RegulationUrl", "ftp://" + Canary, WholeApi(Segment, "segment.identify")),
        new(Segment + ":RegulationCredentialFile", "/does/not/exist", Regulated(Segment)), new(Segment + ":RegulationCredential", "", Regulated(Segment)),
    ];

    private static string[] WholeReceiver =>
    [
        $"{Receiver}:Kind={SecurityEventConnector.Kind}", $"{Receiver}:Url=https://there.example", $"{Receiver}:KeyFile=/does/not/exist",
        $"{Receiver}:KeyId=k", $"{Receiver}:Issuer=i", $"{Receiver}:Audience=a",
    ];

    private static IEnumerable<BadSetting> Each(string section, string[] whole, params (string Name, string Value)[] bad) =>
        bad.Select(b => new BadSetting($"{section}:{b.Name}", b.Value, whole));

    private static string[] Looked(string section) =>
        [.. WholeApi(section, "segment.identify"), $"{section}:ProfileUrl=https://there.example", $"{section}:Space=s", $"{section}:ProfileCredential=c"];

    private static string[] Regulated(string section) =>
        [.. WholeApi(section, "segment.identify"), $"{section}:RegulationUrl=https://there.example", $"{section}:RegulationCredential=c"];

    private static string[] WholeApi(string section, string kind) =>
        [$"{section}:Kind={kind}", $"{section}:Url=https://there.example", $"{section}:Credential=c"];

    private static string[] WholeEndpoint(string section) =>
        [$"{section}:Url=https://there.example", $"{section}:Secrets:0=whsec_{Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)])}"];

    private static IEnumerable<BadSetting> OutboundOf(string section, string[] whole) =>
    [
        new($"{section}:Url", "https://user:" + Canary + "@there.example", whole),
        new($"{section}:Timeout", "1.00:00:00", whole), new($"{section}:ConnectTimeout", Canary, whole),
        new($"{section}:Connections", "0", whole), new($"{section}:Ports:0", Canary, whole), new($"{section}:AllowLoopbackHttp", Canary, whole),
        new($"{section}:AllowPrivateAddresses", Canary, whole), new($"{section}:Urls", Canary, whole),
    ];

    private static IEnumerable<BadSetting> EndpointOf(string section, params string[] beside)
    {
        string[] whole = [.. beside, .. WholeEndpoint(section)];
        return
        [
            .. OutboundOf(section, whole), new($"{section}:SecretFile", "/does/not/exist", beside), new($"{section}:Secrets:0", Canary, whole),
        ];
    }

    private static IEnumerable<BadSetting> ApiOf(string section, string kind)
    {
        var whole = WholeApi(section, kind);
        return
        [
            .. OutboundOf(section, whole), new($"{section}:Kind", Canary, whole), new($"{section}:CredentialFile", "/does/not/exist", whole[..2]),
            new($"{section}:Credential", "", whole), new($"{section}:TokenUrl", "http://" + Canary, [.. whole, $"{section}:ClientId=us"]),
            new($"{section}:ClientId", "", [.. whole, $"{section}:TokenUrl=https://there.example"]), new($"{section}:Scope", "a\nb", whole),
            new($"{section}:RateLimit", "-1", whole), new($"{section}:RatePer", "00:00:00", whole), new($"{section}:BatchSize", "-1", whole),
        ];
    }
}
