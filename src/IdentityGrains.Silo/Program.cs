using IdentityGrains.Client.Connections;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Silo.Hosting;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;

const int ConfigurationError = 78; // EX_CONFIG of sysexits: what is wrong will not mend itself by a restart.
const int Unavailable = 69; // EX_UNAVAILABLE: a restart may find it there.

try
{
    var options = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build()
        .GetSection(ProductOptions.Section).Get<ProductOptions>() ?? new ProductOptions();
    await using var host = await ProductHost.StartAsync(options, args, CancellationToken.None);
    Console.WriteLine($"IdentityGrains listens on {host.Url}");
    if (host.OperatorLink is { } link)
    {
        Console.WriteLine($"The Orleans dashboard opens once with {link}");
    }

    await host.WaitForShutdownAsync(CancellationToken.None);
    return 0;
}
catch (StoreUnreachableException)
{
    await Console.Error.WriteLineAsync("The database did not answer. Check ConnectionStrings:IdentityGrains and that the server runs.");
    return Unavailable;
}
catch (Exception unfit) when (unfit is UnsafeStoreException or UnsafeConnectionsException or PolicyUnfitException or ConnectorSettingsException)
{
    await Console.Error.WriteLineAsync(unfit.Message);
    return ConfigurationError;
}
