using System.Text.RegularExpressions;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>How names in a policy look.</summary>
internal static partial class Shape
{
    public const string NameDescribed = "A name of lower-case letters, digits and underscores";
    public const string RegionDescribed = "A name of upper-case letters and digits such as EU or US-CA";
    public const string KeyDescribed = "A name of letters and digits";
    public const string TokenDescribed = "A word without spaces";
    public const string PartyDescribed = "role:name or team:name";
    public const string PrincipalDescribed = "nhi:name or oidc:name";

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,62}\z", Patterns.Linear)]
    public static partial Regex Name();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{1,7})?\z", Patterns.Linear)]
    public static partial Regex Region();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,62}\z", Patterns.Linear)]
    public static partial Regex Key();

    /// <summary>Ids, versions, scopes, connector names.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.:+\-]{0,127}\z", Patterns.Linear)]
    public static partial Regex Token();

    [GeneratedRegex(@"^(role|team):[a-z][a-z0-9-]{0,62}\z", Patterns.Linear)]
    public static partial Regex Party();

    [GeneratedRegex(@"^(nhi|oidc):[a-z][a-z0-9-]{0,62}\z", Patterns.Linear)]
    public static partial Regex Principal();

    /// <summary>Five fields of numbers, lists, ranges and steps.</summary>
    [GeneratedRegex(@"^[0-9*,/-]+( [0-9*,/-]+){4}\z", Patterns.Linear)]
    public static partial Regex Cron();
}
