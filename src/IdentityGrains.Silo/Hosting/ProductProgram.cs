using System.Globalization;
using IdentityGrains.Client.Connections;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Silo.Settings;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Options;
using Npgsql;

namespace IdentityGrains.Silo.Hosting;

/// <summary>The program: runs what its settings say until it is told to stop, and ends with a code that says whether starting it again may help.</summary>
public static class ProductProgram
{
    /// <summary>EX_CONFIG of sysexits: what is wrong will not mend itself by a restart.</summary>
    public const int ConfigurationError = 78;

    /// <summary>EX_UNAVAILABLE of sysexits: a restart may find it there.</summary>
    public const int Unavailable = 69;

    /// <summary>Runs it. What stops it is said in a sentence on <paramref name="error"/>.</summary>
    /// <param name="args">Settings, <c>--Section:Name=value</c>, beside environment variables.</param>
    /// <param name="output">Where it listens is said here.</param>
    /// <param name="error">Why it does not is said here.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="configureServices">Adds what the deployment brings of its own, for example kinds of connectors.</param>
    public static async Task<int> Run(
        string[] args, TextWriter output, TextWriter error, CancellationToken ct, Action<IServiceCollection>? configureServices = null)
    {
        try
        {
            var options = Read(args);
            options.ConfigureServices = configureServices;
            await using var host = await ProductHost.StartAsync(options, args, ct);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"IdentityGrains listens on {host.Url}"));
            if (host.OperatorLink is { } link)
            {
                await output.WriteLineAsync($"The Orleans dashboard opens once with {link}");
            }

            await host.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (StoreUnreachableException)
        {
            await error.WriteLineAsync("The database did not answer. Check ConnectionStrings:IdentityGrains and that the server runs.");
            return Unavailable;
        }
        catch (NpgsqlException)
        {
            await error.WriteLineAsync("The cluster's membership did not answer. Check ConnectionStrings:Cluster and that the server runs.");
            return Unavailable;
        }
        catch (Exception taken) when (FreePort.WasTaken(taken))
        {
            await error.WriteLineAsync($"Another process listens on {ProductOptions.Section}:HttpPort, SiloPort or ClientPort.");
            return Unavailable;
        }
        catch (Exception unfit) when (unfit
            is SettingsException or UnsafeStoreException or UnsafeConnectionsException or PolicyUnfitException or ConnectorSettingsException
            or OptionsValidationException)
        {
            await error.WriteLineAsync(unfit.Message);
            return ConfigurationError;
        }
    }

    private static ProductOptions Read(string[] args)
    {
        var faults = new List<string>();
        var options = Section.Read<ProductOptions>(
            new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build(), ProductOptions.Section, faults);
        return faults.Count == 0 ? options : throw new SettingsException(faults);
    }
}
