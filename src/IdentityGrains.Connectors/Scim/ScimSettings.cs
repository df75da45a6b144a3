using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// One SCIM 2.0 server, as configuration says it: the root that its version ends with, for example <c>https://desk.example/scim/v2</c>, and how it departs from
/// the standard. What is not set is asked of the server itself.
/// </summary>
public sealed class ScimSettings : ApiSettings
{
    /// <summary>The most keys that one filter names.</summary>
    public const int MostKeysAtOnce = 50;

    /// <summary>The endpoint of the resources that customers are. Default: <c>Users</c>.</summary>
    public string Resource { get; set; } = "Users";

    /// <summary>
    /// The attribute by which a customer's resource is found, and which is given our key when it is made. Another than the default is for servers that do not
    /// filter by it, for example <c>userName</c>. Default: <c>externalId</c>.
    /// </summary>
    public string FindBy { get; set; } = ScimNames.ExternalId;

    /// <summary>How changes are written. Default: <see cref="ScimDialect.Standard"/>.</summary>
    public ScimDialect Dialect { get; set; }

    /// <summary>
    /// How a resource is changed. Default: by PATCH, and where the server has none by PUT if it has ETags: without them a PUT may undo what others wrote
    /// meanwhile, which is to be chosen and not to happen.
    /// </summary>
    public ScimUpdate? UpdateBy { get; set; }

    /// <summary>How a record is taken away. Default: <see cref="ScimRemoval.Deactivate"/>.</summary>
    public ScimRemoval Removal { get; set; }

    /// <summary>
    /// An inactive resource that is told a value is made active again. For platforms where nobody but the product deactivates: otherwise an account that was
    /// closed there would be opened. Default: false.
    /// </summary>
    public bool Reactivates { get; set; }

    /// <summary>Keys that one filter names, joined by <c>or</c>; 1 for a server that takes no <c>or</c>. 1 to 50. Default: 20.</summary>
    public int KeysAtOnce { get; set; } = 20;

    /// <summary>
    /// A reading names the attributes that it wants. False for a server that cannot read such a list (names of extensions with a full stop in them are known to
    /// be a trap): it then tells whole resources, and with them more than we wrote. Default: true.
    /// </summary>
    public bool NamesAttributes { get; set; } = true;

    /// <summary>After how long the server is asked again what it can do. 1 min to 1 day. Default: 1 h.</summary>
    public TimeSpan ProfileAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether the server has PATCH, where its own word is wrong. Default: what it says.</summary>
    public bool? Patch { get; set; }

    /// <summary>False where the server's Bulk is not to be used. Default: what it says.</summary>
    public bool? Bulk { get; set; }

    /// <summary>Whether the server filters, where its own word is wrong. Default: what it says.</summary>
    public bool? Filter { get; set; }

    /// <summary>Whether the server has ETags, where its own word is wrong. Default: what it says.</summary>
    public bool? ETag { get; set; }

    internal string Root => "/" + Resource;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        base.CheckMore(faults);

        // They stand in addresses and filters.
        if (Resource.Length is 0 or > 80 || !Resource.All(char.IsAsciiLetterOrDigit))
        {
            faults.Add($"{nameof(Resource)} must be letters and digits");
        }

        if (ScimPath.TryParse(FindBy) is not { Where: null })
        {
            faults.Add($"{nameof(FindBy)} must be an attribute without a filter");
        }

        if (!Enum.IsDefined(Dialect) || !Enum.IsDefined(Removal) || (UpdateBy is { } update && !Enum.IsDefined(update)))
        {
            faults.Add($"{nameof(Dialect)}, {nameof(UpdateBy)} and {nameof(Removal)} must be words");
        }

        if (Bulk == true)
        {
            faults.Add($"{nameof(Bulk)} can only be forbidden: how much one takes is the server's to say");
        }

        if (KeysAtOnce is < 1 or > MostKeysAtOnce)
        {
            faults.Add($"{nameof(KeysAtOnce)} must be 1 to {MostKeysAtOnce}");
        }

        CheckRange(nameof(ProfileAge), ProfileAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), faults);
    }
}

/// <summary>How changes are written.</summary>
public enum ScimDialect
{
    /// <summary>As RFC 7644 has it.</summary>
    Standard,

    /// <summary>
    /// As Microsoft Entra's own provisioning writes: operations with a capital, truth as a text, and attributes without a filter together in a value without
    /// a path.
    /// </summary>
    Entra,
}

/// <summary>How a resource is changed.</summary>
public enum ScimUpdate
{
    /// <summary>By PATCH: only what is told.</summary>
    Patch,

    /// <summary>By PUT: the whole resource as it was read, with what is told.</summary>
    Put,
}

/// <summary>How a record is taken away.</summary>
public enum ScimRemoval
{
    /// <summary>It is made inactive.</summary>
    Deactivate,

    /// <summary>It is deleted.</summary>
    Delete,
}
