using IdentityGrains.Grains.Governance;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Who the legal entity behind a platform is, for the disclosure log.</summary>
internal sealed class Recipients(PoliciesInForce policies)
{
    /// <summary>The recipient's legal name under the policy in force.</summary>
    public string Of(PlatformName platform) => policies.Current.Policy.Platforms[platform].Recipient.LegalName;
}
