using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>The attributes of a user in RFC 7643, section 4.1, and who may write them. Extensions have whatever attributes somebody writes.</summary>
internal static class DeskSchema
{
    private static readonly HashSet<string> ReadOnly = new(StringComparer.Ordinal) { "id", "meta", "groups" };

    private static readonly HashSet<string> Complex = new(StringComparer.Ordinal) { "name" };

    private static readonly HashSet<string> Plural = new(StringComparer.Ordinal)
    {
        "emails", "phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509Certificates",
    };

    private static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        "externalId", "userName", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "active", "password",
    };

    /// <summary>Refuses a path that nobody may write, or that does not exist.</summary>
    public static void CheckWritable(DeskPath path, string asWritten, Strike strike)
    {
        if (strike.Of(FaultKind.FieldGone, path.OnShelf) is not null)
        {
            throw DeskRefusal.Of("invalidPath", $"There is no attribute {asWritten}.");
        }

        if (path.Urn.Length > 0)
        {
            return;
        }

        if (ReadOnly.Contains(path.Attribute))
        {
            throw DeskRefusal.Of("mutability", $"The attribute {asWritten} is readOnly.");
        }

        var known = Plural.Contains(path.Attribute) || (path.By.Length == 0 && (path.Sub.Length == 0
            ? Single.Contains(path.Attribute) || Complex.Contains(path.Attribute)
            : Complex.Contains(path.Attribute)));
        if (!known)
        {
            throw DeskRefusal.Of("invalidPath", $"There is no attribute {asWritten}.");
        }
    }

    /// <summary>Refuses a resource that is none.</summary>
    public static void CheckResource(JsonObject resource, Strike strike)
    {
        if (resource.Text("userName") is not { Length: > 0 })
        {
            throw DeskRefusal.Of("invalidValue", "The attribute userName is required.");
        }

        if (resource["active"] is { } active && active.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False))
        {
            throw DeskRefusal.Of("invalidValue", "The attribute active is a truth.");
        }

        var schemas = resource.Items("schemas").Select(s => s?.GetValue<string>()).ToHashSet();
        foreach (var extension in resource.Select(m => m.Key).Where(k => k.StartsWith("urn:", StringComparison.Ordinal)))
        {
            if (!schemas.Contains(extension))
            {
                throw DeskRefusal.Of("invalidSyntax", $"The schema {extension} is not among the schemas.");
            }
        }

        // What is read-only is ignored in a whole resource, and refused in a PATCH.
        foreach (var name in DeskTree.Flat(resource).Keys.Where(k => DeskPath.Of(k) is not { } p || !ReadOnly.Contains(p.Attribute)))
        {
            CheckWritable(DeskPath.Of(name) ?? throw DeskRefusal.Of("invalidSyntax", "A name is no attribute."), name, strike);
        }
    }
}
