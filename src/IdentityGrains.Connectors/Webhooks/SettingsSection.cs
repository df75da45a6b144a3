using IdentityGrains.Connectors.Installed;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Reads an endpoint's settings out of its section of configuration.</summary>
internal static class SettingsSection
{
    /// <summary>The settings; what is no setting, or not of its type, is a <see cref="ConnectorSettingsException"/>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="of">What the settings are of, for the fault.</param>
    public static T Read<T>(IConfigurationSection section, string of)
        where T : EndpointSettings, new()
    {
        // A misspelt setting is a setting that somebody believes in.
        var known = typeof(T).GetProperties().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var faults = section.GetChildren().Where(c => !known.Contains(c.Key)).Select(c => $"{c.Key} is no setting of {of}").ToList();
        var read = new T();
        if (!TryBind(section, read))
        {
            faults.Add("a setting's value is not of its type");
        }

        return faults.Count == 0 ? read : throw new ConnectorSettingsException(faults);
    }

    // The binder's own message repeats the value, and the value might be a secret in the wrong place: it goes no further than here.
    private static bool TryBind(IConfigurationSection section, EndpointSettings read)
    {
        try
        {
            section.Bind(read);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
