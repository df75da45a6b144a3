using System.Reflection;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Torture.Mutants;

/// <summary>Every installed connector with something changed about it.</summary>
internal sealed class ConnectorsAround(IConnectors inner, Func<InstalledConnector, InstalledConnector> change) : IConnectors
{
    private readonly Dictionary<PlatformName, InstalledConnector> _changed = inner.Installed.ToDictionary(p => p, p => change(inner.Find(p)!));

    public IReadOnlyList<PlatformName> Installed => inner.Installed;

    public InstalledConnector? Find(PlatformName platform) => _changed.GetValueOrDefault(platform);

    /// <summary>What becomes of connectors by a bug's number.</summary>
    public static Func<InstalledConnector, InstalledConnector> Of(int number) => installed => number switch
    {
        9 or 11 => installed with { Connector = new Queued(installed.Connector) },
        10 => installed with { Connector = new TriesAgain(installed.Connector, waits: true) },
        18 => installed with { Connector = new TriesAgain(installed.Connector, waits: false) },
        20 => installed with { Connector = new Answering(installed.Connector, r => r is SendResult.Retry retry ? retry with { After = TimeSpan.Zero } : r) },
        22 => installed with { Acks = installed.Acks is null ? null : new Credulous() },
        24 => installed with
        {
            Connector = new Answering(
                installed.Connector, r => r is SendResult.Indeterminate ? new SendResult.Retry("connect_failed", null) { TookNoEffect = true } : r),
        },
        _ => installed,
    };

    /// <summary>Between permit and request there is a queue in such a product. A permit that is waited for outlives it.</summary>
    private sealed class Queued(IPlatformConnector inner) : IPlatformConnector
    {
        private static readonly TimeSpan InQueue = TimeSpan.FromMilliseconds(1_500);

        public ConnectorCapabilities Capabilities => inner.Capabilities;

        public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
        {
            await Task.Delay(InQueue, ct);
            return await inner.Send(batch, ct);
        }
    }

    /// <summary>Sends again by itself what a platform did not take, when no permit is left for it: at once for its caller, or behind his back.</summary>
    private sealed class TriesAgain(IPlatformConnector inner, bool waits) : IPlatformConnector
    {
        // Longer than a permit lives, or than a newer version needs to go out.
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);

        public ConnectorCapabilities Capabilities => inner.Capabilities;

        public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
        {
            var answer = await inner.Send(batch, ct);
            if (!answer.Results.Any(r => r is SendResult.Retry or SendResult.Indeterminate))
            {
                return answer;
            }

            // What watches over the time in which a request may begin flows with its caller.
            Task<SendAnswer> again;
            using (ExecutionContext.SuppressFlow())
            {
                again = Task.Run(() => Again(batch), CancellationToken.None);
            }

            return waits ? await again : answer;
        }

        private async Task<SendAnswer> Again(IReadOnlyList<PlatformDelivery> batch)
        {
            await Task.Delay(Pause);
            return await inner.Send(batch, CancellationToken.None);
        }
    }

    /// <summary>Takes answers for something else than they are.</summary>
    private sealed class Answering(IPlatformConnector inner, Func<SendResult, SendResult> take) : IPlatformConnector
    {
        public ConnectorCapabilities Capabilities => inner.Capabilities;

        public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
        {
            var answer = await inner.Send(batch, ct);
            return answer with { Results = [.. answer.Results.Select(take)] };
        }
    }

    /// <summary>Believes callbacks whoever signed them.</summary>
    private sealed class Credulous : IAckReader
    {
        public AckReading Read(AckRequest request, DateTimeOffset now)
        {
            using var ack = System.Text.Json.JsonDocument.Parse(request.Body);
            return new AckReading.Applied(ack.RootElement.GetProperty("deliveryId").GetString()!, ack.RootElement.GetProperty("appliedVersion").GetInt64());
        }
    }
}

/// <summary>A store's deliveries with something changed about them.</summary>
public class DeliveriesAround : DispatchProxy
{
    // Where a platform is never asked a third time.
    private const int Attempts = 2;

    private IDeliveries _inner = null!;
    private int _number;

    /// <summary>With the bug of a number.</summary>
    public static IDeliveries Of(IStore store, int number)
    {
        var deliveries = Create<IDeliveries, DeliveriesAround>();
        (((DeliveriesAround)(object)deliveries)._inner, ((DeliveriesAround)(object)deliveries)._number) = (store.Deliveries, number);
        return deliveries;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (_number, targetMethod!.Name) switch
    {
        // A permit that rests on no version is one that no withdrawal finds.
        (9, nameof(IDeliveries.Record)) => _inner.Record(
            [.. ((IReadOnlyList<DeliveryStep>)args![0]!).Select(s => s.Takes is { } permit ? s with { Takes = permit with { Version = long.MaxValue } } : s)],
            (CancellationToken)args[1]!),
        (11, nameof(IDeliveries.Fence)) => Task.FromResult(new Fence(TimeProvider.System.GetUtcNow(), null)),
        (21, nameof(IDeliveries.Open)) => Few(targetMethod, args),
        _ => targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null),
    };

    private async Task<IReadOnlyList<DeliveryRow>> Few(MethodInfo open, object?[]? args)
    {
        var rows = await (Task<IReadOnlyList<DeliveryRow>>)open.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null)!;
        return [.. rows.Where(r => r.Attempts < Attempts)];
    }
}
