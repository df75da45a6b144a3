using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Messages;

/// <summary>The deployment's gateway for mail and text messages: the section <c>Messages</c> of configuration.</summary>
public sealed class MessageSettings : EndpointSettings
{
    /// <summary>The section of configuration.</summary>
    public const string Section = "Messages";
}
