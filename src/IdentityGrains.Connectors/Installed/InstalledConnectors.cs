using System.Collections.Frozen;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Installed;

/// <summary>What the section <c>Connectors</c> installs: one entry to a platform, made by the kind that it names.</summary>
internal sealed class InstalledConnectors : IConnectors, IDisposable
{
    /// <summary>The setting that names a platform's connector.</summary>
    public const string Kind = "Kind";

    private readonly FrozenDictionary<PlatformName, InstalledConnector> _byPlatform;

    public InstalledConnectors(IEnumerable<IConnectorKind> kinds, IConfigurationSection section)
    {
        var words = kinds.ToDictionary(k => k.Word, StringComparer.Ordinal);
        var installed = new Dictionary<PlatformName, InstalledConnector>();
        var faults = new List<string>();
        foreach (var settings in section.GetChildren())
        {
            Install(settings, words, installed, faults);
        }

        faults.AddRange(SharedCredentials.FaultsOf(section.GetChildren()));

        if (faults.Count > 0)
        {
            Dispose(installed.Values);
            throw new ConnectorSettingsException(faults);
        }

        _byPlatform = installed.ToFrozenDictionary();
        Installed = [.. _byPlatform.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlatformName> Installed { get; }

    /// <inheritdoc/>
    public InstalledConnector? Find(PlatformName platform) => _byPlatform.GetValueOrDefault(platform);

    /// <inheritdoc/>
    public void Dispose() => Dispose(_byPlatform.Values);

    private static void Install(
        IConfigurationSection settings, Dictionary<string, IConnectorKind> words, Dictionary<PlatformName, InstalledConnector> installed,
        List<string> faults)
    {
        var word = settings[Kind];
        if (word is null || !words.TryGetValue(word, out var kind))
        {
            faults.Add($"{settings.Path}: {Kind} must be one of {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}");
            return;
        }

        try
        {
            var platform = new PlatformName(settings.Key);
            var made = kind.Install(platform, settings);
            if (made is { Connector.Capabilities.Deduplicates: false, Reader: null })
            {
                // Nothing could ever tell what became of a request that broke off, and it may not be sent again.
                faults.Add($"{settings.Path}: {word} neither applies the same delivery once nor can be read");
            }

            installed.Add(platform, made);
        }
        catch (ConnectorSettingsException e)
        {
            faults.AddRange(e.Faults.Select(f => $"{settings.Path}: {f}"));
        }
    }

    private static void Dispose(IEnumerable<InstalledConnector> connectors)
    {
        foreach (var connector in connectors)
        {
            (connector.Connector as IDisposable)?.Dispose();
        }
    }
}
