using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Which attribute of SCIM says which governed field, section <c>Scim</c>.</summary>
public sealed class ScimOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Scim";

    /// <summary>What differs from the usual attributes, by the source's name in the policy. Default: nothing.</summary>
    public IDictionary<string, ScimSource> Sources { get; } = new Dictionary<string, ScimSource>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every setting that no process can run with, named, with what is wrong; never what stands there.</summary>
    public static IEnumerable<string> Faults(ScimOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (source, mapped) in options.Sources)
        {
            var section = $"{Section}:{nameof(Sources)}:{source}:{nameof(ScimSource.Fields)}:";
            foreach (var (field, _) in mapped.Fields.Where(f => !Names.IsName(f.Key) || PathOf(f.Value) is null))
            {
                yield return section + field + " must name a field, and an attribute that is not the server's own, such as emails[type eq \"work\"].value";
            }

            var paths = mapped.Fields.Select(f => (Field: f.Key, Path: PathOf(f.Value))).Where(f => f.Path is not null).ToArray();
            foreach (var (field, _) in paths.Where(f => paths.Any(o => o.Field != f.Field && o.Path!.Collides(f.Path!))))
            {
                yield return section + field + " names an attribute that says another field too";
            }
        }
    }

    /// <summary>The attribute that a setting names; null when it can name none.</summary>
    internal static AttributePath? PathOf(string? text) =>
        AttributePath.Parse(text ?? string.Empty, out _) is { IsKnown: true, IsReadOnly: false, Type: not AttributePath.Primary } path
            && path.Attribute != "externalId"
            ? path with { Sub = path is { Type: not null, Sub: "value" } ? null : path.Sub }
            : null;
}

/// <summary>The attributes of one source.</summary>
public sealed class ScimSource
{
    /// <summary>The attribute that says a field, by the field's name: <c>email</c> by <c>emails[type eq "home"].value</c>. Default: the usual ones.</summary>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
