namespace IdentityGrains.Connectors.Webhooks;

/// <summary>One platform's webhook, as configuration says it.</summary>
public sealed class WebhookSettings : EndpointSettings
{
    /// <summary>Under which address the platform reaches this deployment's <c>/v1/acks/</c>; part of every body. Required.</summary>
    public string AckBase { get; set; } = "";

    internal string AckRoot => AckBase.TrimEnd('/');

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        CheckAddress(nameof(AckBase), AckBase, query: false, faults);
        base.CheckMore(faults);
    }
}
