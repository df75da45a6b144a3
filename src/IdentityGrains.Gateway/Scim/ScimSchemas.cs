using System.Collections.Frozen;

namespace IdentityGrains.Gateway.Scim;

/// <summary>The schemas and names of SCIM 2.0 (RFC 7643, RFC 7644) that the gateway speaks.</summary>
internal static class ScimSchemas
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>Every governed field that no attribute of the standard says, under its own name.</summary>
    public const string Customer = "urn:identitygrains:scim:1.0:Customer";

    /// <summary>What became of what was said.</summary>
    public const string Outcome = "urn:identitygrains:scim:1.0:Outcome";

    /// <summary>Which problem of the API an error is.</summary>
    public const string Problem = "urn:identitygrains:scim:1.0:Problem";

    public const string Error = Message + "Error", ListResponse = Message + "ListResponse", SearchRequest = Message + "SearchRequest",
        PatchOp = Message + "PatchOp", BulkRequest = Message + "BulkRequest", BulkResponse = Message + "BulkResponse";

    public const string ProviderConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    public const string ResourceType = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    private const string Message = "urn:ietf:params:scim:api:messages:2.0:";

    /// <summary>The attributes that the server alone writes: in a body they are passed over, as the RFC demands of readOnly.</summary>
    public static readonly FrozenSet<string> ReadOnly = new[] { "id", "meta", "groups", "schemas" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> OfUser = new[]
    {
        "id", "externalId", "meta", "schemas", "userName", "name", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage",
        "locale", "timezone", "active", "password", "emails", "phoneNumbers", "ims", "photos", "addresses", "groups", "entitlements", "roles",
        "x509Certificates",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> OfEnterprise =
        new[] { "employeeNumber", "costCenter", "organization", "division", "department", "manager" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Subs = new[]
    {
        "formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix", "value", "display", "type", "primary", "$ref",
        "streetAddress", "locality", "region", "postalCode", "country", "displayName", "resourceType", "created", "lastModified", "location", "version",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The schemas that have attributes, the core's first.</summary>
    public static readonly IReadOnlyList<string> All = [User, Enterprise, Customer, Outcome];

    /// <summary>The attribute's name as the schema writes it; null when the schema has none of that name.</summary>
    public static string? Attribute(string schema, string name) => schema switch
    {
        User => OfUser.TryGetValue(name, out var known) ? known : null,
        Enterprise => OfEnterprise.TryGetValue(name, out var known) ? known : null,
        Customer or Outcome => name.ToLowerInvariant(),
        _ => null,
    };

    /// <summary>A part of an attribute, as the standard writes it; as it is written where the standard has none of that name.</summary>
    public static string Sub(string name) => Subs.TryGetValue(name, out var known) ? known : name;

    /// <summary>True when the standard knows a part of that name.</summary>
    public static bool IsSub(string name) => Subs.Contains(name);
}
