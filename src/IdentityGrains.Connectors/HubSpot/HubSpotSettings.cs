using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>One HubSpot account, as configuration says it: its address, and a private app's access token.</summary>
public sealed class HubSpotSettings : ApiSettings
{
    /// <summary>The contact property that holds our key; it must have unique values there. Default: <c>ig_customer_id</c>.</summary>
    public string IdProperty { get; set; } = "ig_customer_id";

    /// <summary>The version of the interface: <c>v3</c>, or a date such as <c>2026-03</c>. Default: <c>v3</c>.</summary>
    public string ApiVersion { get; set; } = "v3";

    /// <summary>The id of the app that we are there: changes by it are ours. Default: none, and nobody's change is known to be ours.</summary>
    public string? OurAppId { get; set; }

    /// <summary>How a whole record is taken away. Default: <see cref="HubSpotRemoval.Archive"/>.</summary>
    public HubSpotRemoval Removal { get; set; } = HubSpotRemoval.Archive;

    /// <summary>Where contacts are, behind the root address.</summary>
    internal string Contacts => ApiVersion.StartsWith('v') ? $"/crm/{ApiVersion}/objects/contacts" : $"/crm/objects/{ApiVersion}/contacts";

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        base.CheckMore(faults);

        // They stand in addresses. An e-mail address is nobody's key: it changes, is shared, and must not stand there.
        if (IdProperty.Length is 0 or > 100 || IdProperty == "email" || !IdProperty.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            faults.Add($"{nameof(IdProperty)} must be lower case letters, digits and _, and not email");
        }

        if (ApiVersion.Length is 0 or > 20 || !ApiVersion.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            faults.Add($"{nameof(ApiVersion)} must be v and a number, or a year and a month");
        }

        // An id with anything else in it is nobody's, and then nothing would ever be known to be ours.
        if (OurAppId is { } app && (app.Length is 0 or > 100 || !app.All(char.IsAsciiLetterOrDigit)))
        {
            faults.Add($"{nameof(OurAppId)} must be letters and digits");
        }

        if (!Enum.IsDefined(Removal))
        {
            faults.Add($"{nameof(Removal)} must be {nameof(HubSpotRemoval.Archive)} or {nameof(HubSpotRemoval.GdprDelete)}");
        }
    }
}

/// <summary>How a contact is taken away from HubSpot.</summary>
public enum HubSpotRemoval
{
    /// <summary>To the account's bin, from which people can restore it for 90 days.</summary>
    Archive,

    /// <summary>For good, and with its history, within the time that HubSpot takes for it.</summary>
    GdprDelete,
}
