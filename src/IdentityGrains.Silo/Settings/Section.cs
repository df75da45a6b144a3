using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace IdentityGrains.Silo.Settings;

/// <summary>
/// A section of the configuration against the options that it sets. The framework's binder says of a value that is not of its type what the value is, and
/// nothing at all of one that it has no place for: here each is a fault that names the setting.
/// </summary>
internal static class Section
{
    /// <summary>The options, or none and the faults.</summary>
    public static T Read<T>(IConfiguration configuration, string section, List<string> faults)
        where T : class, new()
    {
        var found = configuration.GetSection(section);
        var (unreadable, read) = (Unreadable(found, typeof(T)).ToList(), new T());
        if (unreadable.Count == 0)
        {
            found.Bind(read);
        }

        faults.AddRange(unreadable);
        return read;
    }

    /// <summary>What values are out of their limits, by what the options say of themselves.</summary>
    public static IEnumerable<string> OutOfLimits(object options, string path)
    {
        foreach (var option in Options(options.GetType()))
        {
            var (name, value) = (path + ":" + option.Name, option.GetValue(options));
            foreach (var limit in option.GetCustomAttributes<ValidationAttribute>().Where(l => !l.IsValid(value)))
            {
                yield return Named(limit, name);
            }

            foreach (var (key, inner) in Within(value))
            {
                foreach (var fault in OutOfLimits(inner, key is null ? name : name + ":" + key))
                {
                    yield return fault;
                }
            }
        }
    }

    /// <summary>What of a type a configuration may set: values, lists of texts, and sections of these. A clock or a delegate is the host's to give.</summary>
    public static IEnumerable<PropertyInfo> Options(Type type) =>
        type.GetProperties().Where(p => IsSection(p.PropertyType) || IsMany(p.PropertyType) || (p.CanWrite && IsValue(p.PropertyType)));

    private static bool IsValue(Type type) => type.IsValueType || type == typeof(string);

    private static bool IsMany(Type type) => IsList(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) && IsValue(type.GetGenericArguments()[0]);

    private static bool IsSection(Type type) => type.IsClass && type.Namespace?.StartsWith("IdentityGrains", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type)
    {
        var options = Options(type).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var told in section.GetChildren())
        {
            if (!options.TryGetValue(told.Key, out var option))
            {
                yield return $"{told.Path} is no setting";
                continue;
            }

            foreach (var fault in UnreadableValue(told, $"{section.Path}:{option.Name}", option.PropertyType))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> UnreadableValue(IConfigurationSection told, string name, Type type)
    {
        var values = told.GetChildren().ToList();
        if (IsList(type))
        {
            return told.Value is { Length: > 0 } || values.Exists(v => v.Value is null)
                ? [$"{name} is a list: {name}:0 and so on"]
                : values.SelectMany(v => UnreadableValue(v, $"{name}:{v.Key}", type.GetGenericArguments()[0]));
        }

        if (!IsValue(type))
        {
            var within = IsSection(type) ? Unreadable(told, type) : values.SelectMany(v => Unreadable(v, type.GetGenericArguments()[1]));
            return told.Value is { Length: > 0 } ? within.Append($"{name} is a section") : within;
        }

        return values.Count == 0 && told.Value is { } text && Reads(text, type) ? [] : [$"{name} must be {Kind(type)}"];
    }

    // A number for an enumeration would be read, whether it means anything or not.
    private static bool Reads(string text, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception unread) when (unread is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(TimeSpan) => "a duration, such as 00:00:05",
        _ => "a text",
    };

    private static string Named(ValidationAttribute limit, string name) => limit switch
    {
        RangeAttribute range => $"{name} must be {range.Minimum} to {range.Maximum}",
        RequiredAttribute or MinLengthAttribute => $"{name} is not set",
        _ => limit.FormatErrorMessage(name),
    };

    private static IEnumerable<(string? Key, object Inner)> Within(object? value) => value switch
    {
        IDictionary many => many.Keys.Cast<object>().Select(key => (key.ToString(), many[key]!)),
        { } one when IsSection(one.GetType()) => [(null, one)],
        _ => [],
    };
}
