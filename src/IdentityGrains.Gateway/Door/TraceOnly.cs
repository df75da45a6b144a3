using System.Diagnostics;

namespace IdentityGrains.Gateway.Door;

/// <summary>
/// Carries on which trace a request belongs to, and nothing else. What callers put into <c>baggage</c> may be anything, an e-mail address too; it would go
/// along with every call and every record of it.
/// </summary>
internal sealed class TraceOnly : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _traces = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields => ["traceparent", "tracestate"];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        _traces.Inject(activity, carrier, (to, name, value) =>
        {
            if (Fields.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                setter?.Invoke(to, name, value);
            }
        });

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        _traces.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
