using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Wraps the secrets that sign what subscriptions are told. A wrapped one opens for no other subscription.</summary>
internal sealed class SubscriptionSecrets(IEpochKeys epochs)
{
    public ValueTask<WrappedKey> Wrap(string subscription, ReadOnlyMemory<byte> secret, CancellationToken ct) =>
        epochs.Wrap(secret, Context(subscription), ct);

    public async Task<IReadOnlyList<byte[]>> Unwrap(string subscription, IReadOnlyList<WrappedKey> wrapped, CancellationToken ct)
    {
        var secrets = new List<byte[]>(wrapped.Count);
        foreach (var one in wrapped)
        {
            secrets.Add(await epochs.Unwrap(one, Context(subscription), ct));
        }

        return secrets;
    }

    private static byte[] Context(string subscription) => Canonical.Write(subscription, static (writer, s) =>
    {
        writer.WriteStartArray(2);
        writer.WriteTextString("subscription-secret.1");
        writer.WriteTextString(s);
        writer.WriteEndArray();
    });
}
