namespace IdentityGrains.Connectors.Scim;

/// <summary>The standard's own names.</summary>
internal static class ScimNames
{
    public const string MediaType = "application/scim+json";
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    public const string BulkRequest = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    public const string SearchRequest = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    public const string Id = "id";
    public const string ExternalId = "externalId";
    public const string UserName = "userName";
    public const string Active = "active";
    public const string Addresses = "addresses";
    public const string Meta = "meta";
    public const string Schemas = "schemas";
    public const string Value = "value";

    // Attributes of the core schema whose values are objects with a "value" each; a plain list of texts is none of theirs.
    private static readonly HashSet<string> Plural = new(StringComparer.OrdinalIgnoreCase)
    {
        "emails", "phoneNumbers", "ims", "photos", "entitlements", "roles", "x509Certificates",
    };

    /// <summary>True for an attribute that holds a list of objects with a "value" each.</summary>
    public static bool IsPlural(ScimPath path) => path.Schema is null && Plural.Contains(path.Attribute);

    /// <summary>True for a path that stands for a whole postal address.</summary>
    public static bool IsAddress(ScimPath path) => path is { Schema: null, Sub: null } && path.Attribute.Equals(Addresses, StringComparison.OrdinalIgnoreCase);
}
