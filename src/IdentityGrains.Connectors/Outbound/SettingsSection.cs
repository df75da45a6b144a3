using System.ComponentModel;
using IdentityGrains.Connectors.Installed;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>Reads an endpoint's settings out of its section of configuration.</summary>
public static class SettingsSection
{
    /// <summary>The settings; what is no setting, or not of its type, is a <see cref="ConnectorSettingsException"/>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="of">What the settings are of: a connector's word, by which its section is known, or a name for the fault.</param>
    public static T Read<T>(IConfigurationSection section, string of)
        where T : class, new()
    {
        // A misspelt setting is a setting that somebody believes in.
        var known = typeof(T).GetProperties().ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        foreach (var told in section.GetChildren().Where(t => !LedHere(t, of)))
        {
            if (!known.TryGetValue(told.Key, out var type))
            {
                faults.Add($"{told.Key} is no setting of {of}");
            }
            else if (told.Value is { } text && !IsOfType(type, text))
            {
                faults.Add($"{told.Key} is not of its type");
            }
            else
            {
                // The binder leaves out what it cannot read of a list, and says nothing.
                faults.AddRange(told.GetChildren().Where(item => !IsItemOf(type, item)).Select(item => $"{told.Key}:{item.Key} is not of its type"));
            }
        }

        var read = new T();
        if (faults.Count == 0)
        {
            section.Bind(read);
        }

        return faults.Count == 0 ? read : throw new ConnectorSettingsException(faults);
    }

    // What kind the section is of was read before: only so is it known whose settings these are.
    private static bool LedHere(IConfigurationSection told, string of) =>
        told.Key.Equals(InstalledConnectors.Kind, StringComparison.OrdinalIgnoreCase) && told.Value == of;

    private static bool IsItemOf(Type list, IConfigurationSection item) =>
        list.IsGenericType && item.Value is { } text && IsOfType(list.GetGenericArguments()[0], text);

    // The binder's own message repeats the value, and the value might be a secret in the wrong place: it is asked here first, and its answer goes no further.
    private static bool IsOfType(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception unread) when (unread is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }
}
