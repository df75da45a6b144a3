namespace IdentityGrains.Scenarios.Given;

/// <summary>Who speaks for whom in the sample's policy.</summary>
public static class Sources
{
    /// <summary>The principal of a source.</summary>
    public static PrincipalId PrincipalOf(string source) => new(source switch
    {
        "self_service" => "nhi:web-bff",
        "pos" => "nhi:pos-gateway",
        "commerce" => "nhi:commerce-sync",
        "crm" => "nhi:crm-cdc",
        "support" => "nhi:support-sync",
        "cdp" => "nhi:cdp-traits",
        "idp" => "nhi:idp-events",
        "partner_acme" => "nhi:partner-acme-feed",
        _ => source,
    });
}
