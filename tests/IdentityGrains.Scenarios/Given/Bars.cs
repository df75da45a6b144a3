namespace IdentityGrains.Scenarios.Given;

/// <summary>The sample's policy made stricter and looser for the shop's own platform, each time under another version.</summary>
public static class Bars
{
    private const string FamilyName = "family_name:        {to: name.family,    purposes: [";
    private const string ValueBand = "value_band:         {to: valueBand,      purposes: [";

    /// <summary>Family names go to the shop no more, and what it was told is taken back.</summary>
    public static string Stricter(string policy, string version) => Told(Told(Named(policy, version), FamilyName, ""), ValueBand, "personalisation");

    /// <summary>Family names go to the shop, and value bands without anybody's consent.</summary>
    public static string Looser(string policy, string version) =>
        Told(Told(Named(policy, version), FamilyName, "service_fulfilment"), ValueBand, "service_fulfilment");

    private static string Told(string policy, string mapping, string purposes)
    {
        var from = policy.IndexOf(mapping, StringComparison.Ordinal) + mapping.Length;
        return policy[..from] + purposes + policy[policy.IndexOf(']', from)..];
    }

    private static string Named(string policy, string version)
    {
        const string Version = "  version: ";
        var from = policy.IndexOf(Version, StringComparison.Ordinal) + Version.Length;
        return policy[..from] + version + policy[policy.IndexOf('\n', from)..];
    }
}
