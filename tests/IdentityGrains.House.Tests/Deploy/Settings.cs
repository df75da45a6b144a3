using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>What a deployment sets, read by the product's own options: a misspelt variable would be a setting that somebody believes in.</summary>
internal static partial class Settings
{
    // Understood by what the product stands on: Npgsql, ASP.NET, .NET, and PostgreSQL's image.
    private static readonly string[] Foreign = ["PGPASSFILE", "ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics", "POSTGRES_PASSWORD_FILE"];

    /// <summary>What is wrong with a process's environment.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="environment">Its variables.</param>
    public static IEnumerable<string> Faults(string place, IReadOnlyDictionary<string, string> environment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value)))
            .Build();
        return configuration.GetChildren().SelectMany(Section).Concat(Secrets(environment)).Select(fault => $"{place}: {fault}");
    }

    private static IEnumerable<string> Section(IConfigurationSection section) => section.Key switch
    {
        ProductOptions.Section => Bind<ProductOptions>(section),
        GatewayOptions.Section => Bind<GatewayOptions>(section),
        MessageSettings.Section => Bind<MessageSettings>(section),
        "Trust" => Bind<TrustOptions>(section),
        "Connectors" => section.GetChildren().SelectMany(Bind<WebhookSettings>),
        "ConnectionStrings" => section.GetChildren().SelectMany(Connection),
        _ => Foreign.Contains(section.Path, StringComparer.Ordinal) ? [] : [$"{section.Path} is no setting"],
    };

    private static IEnumerable<string> Bind<T>(IConfigurationSection section)
        where T : new()
    {
        var options = new T();
        try
        {
            section.Bind(options, how => how.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException wrong)
        {
            return [wrong.Message];
        }

        // What is required may come from elsewhere; what is there must fit.
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults.Select(f => $"{section.Path}: {f.ErrorMessage}");
    }

    private static IEnumerable<string> Connection(IConfigurationSection connection)
    {
        if (!Repository.Read("docs/cluster.md").Contains("ConnectionStrings__" + connection.Key, StringComparison.Ordinal))
        {
            yield return $"{connection.Path} is no connection of ours";
        }

        if (new NpgsqlConnectionStringBuilder(connection.Value).Password is { Length: > 0 })
        {
            yield return $"{connection.Path} holds a password";
        }
    }

    private static IEnumerable<string> Secrets(IReadOnlyDictionary<string, string> environment) => environment
        .Where(v => SecretName().IsMatch(v.Key) && !v.Value.StartsWith('/'))
        .Select(v => $"{v.Key} is a secret and not a file's path");

    [GeneratedRegex("pass|secret|token|privatekey", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretName();
}
