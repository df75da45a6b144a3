using System.Buffers;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Connectors.Messages;

/// <summary>Posts messages as Standard Webhooks to the deployment's gateway. One call is at most one request, and its id is the message's.</summary>
public sealed class WebhookMessagePort : IMessagePort, IDisposable
{
    private static readonly SearchValues<char> InIds = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    private readonly WebhookPost _post;

    /// <summary>A port with these settings; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public WebhookMessagePort(MessageSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _post = new WebhookPost(settings, time);
    }

    /// <inheritdoc/>
    public async Task<MessageEnd> Send(ComposedMessage message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);

        // It stands in a header.
        if (message.Id is not { Length: > 0 and <= WebhookSignature.MaxIdLength } || message.Id.AsSpan().ContainsAnyExcept(InIds))
        {
            throw new ArgumentException("A message id is letters, digits, _ and -.", nameof(message));
        }

        return MessageAnswer.Classify(await _post.Send(message.Id, MessageBody.Write(message), ct));
    }

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();
}
