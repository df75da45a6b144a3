using IdentityGrains.Cli.Api;
using IdentityGrains.Domain;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Cli.Credentials;

/// <summary>The options that say which gateway is asked, with whose keys and as whom.</summary>
internal sealed class Reach
{
    private readonly Option<Uri> _server = Server();
    private readonly Option<DirectoryInfo> _data = DataFolder();
    private readonly Option<string> _as = new("--as")
    {
        Description = "The service identity that asks where no source speaks.", DefaultValueFactory = _ => "nhi:commerce-sync",
    };

    private readonly Option<double> _patience = new("--patience")
    {
        Description = "For how many seconds one request is tried again while the gateway cannot answer it.", DefaultValueFactory = _ => 120,
    };

    /// <summary>The option that names the data folder.</summary>
    public static Option<DirectoryInfo> DataFolder() =>
        new("--data") { Description = "The data folder of the server, where its keys lie.", DefaultValueFactory = _ => new DirectoryInfo("data") };

    /// <summary>An option that names an address.</summary>
    public static Option<Uri> Address(string name, string description) => new(name)
    {
        Description = description,

        // The library reads numbers, files and texts by itself, not addresses.
        CustomParser = told =>
        {
            if (Uri.TryCreate(told.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
            {
                return address;
            }

            told.AddError($"{name} takes an absolute http or https address.");
            return null;
        },
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_data);
        command.Add(_as);
        command.Add(_patience);
    }

    /// <summary>The data folder.</summary>
    public string FolderOf(ParseResult asked) => asked.GetRequiredValue(_data).FullName;

    /// <summary>Who asks where no source speaks.</summary>
    public PrincipalId AskerOf(ParseResult asked) => new(asked.GetRequiredValue(_as));

    /// <summary>A client of the gateway.</summary>
    public GatewayClient Client(ParseResult asked) =>
        new(asked.GetRequiredValue(_server), TimeSpan.FromSeconds(asked.GetRequiredValue(_patience)), TimeProvider.System);

    private static Option<Uri> Server()
    {
        var server = Address("--server", "The gateway's address.");
        server.DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080");
        return server;
    }

    /// <summary>The issuer of a data folder. It is not made here: keys that the server does not know would open nothing.</summary>
    public static DevelopmentIssuer Issuer(string dataFolder) => Directory.Exists(Path.Combine(dataFolder, "keys"))
        ? DevelopmentIssuer.Open(dataFolder, new TrustOptions())
        : throw new DirectoryNotFoundException($"There are no keys in {dataFolder}. Name the server's data folder with --data.");

    /// <summary>The sources' signing keys of a data folder.</summary>
    public static DevelopmentSources Sources(string dataFolder) => DevelopmentSources.Open(dataFolder, new TrustOptions());
}
