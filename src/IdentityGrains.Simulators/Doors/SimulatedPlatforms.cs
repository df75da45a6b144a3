using IdentityGrains.Simulators.Records;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>The platforms of one simulator.</summary>
internal sealed class SimulatedPlatforms(WebhookSimulatorOptions options)
{
    private readonly Dictionary<string, SimulatedPlatform> _byName =
        options.Platforms.ToDictionary(p => NotTheInbox(p.Key), p => new SimulatedPlatform(p.Key, p.Value, options), StringComparer.Ordinal);

    public IEnumerable<SimulatedPlatform> All => _byName.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The platform that a request's path names; null when there is none.</summary>
    public SimulatedPlatform? Find(HttpContext context) => _byName.GetValueOrDefault((string)context.Request.RouteValues["platform"]!);

    /// <summary>The platform of a name that must be there.</summary>
    public SimulatedPlatform this[string name] =>
        _byName.TryGetValue(name, out var platform) ? platform : throw new ArgumentException($"There is no platform {name}.", nameof(name));

    /// <summary>What happened, over all platforms.</summary>
    public SimulatorSummary Summary() => All.Select(p => p.Summary()).Aggregate(new SimulatorSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Add);

    // Below /_sim its name is taken.
    private static string NotTheInbox(string name) =>
        name != Inbox.SimulatedInbox.Name ? name : throw new ArgumentException($"No platform can be called {name}.", nameof(name));

    private static SimulatorSummary Add(SimulatorSummary a, SimulatorSummary b) => new(
        a.Requests + b.Requests, a.Applied + b.Applied, a.Duplicates + b.Duplicates, a.RejectedSignatures + b.RejectedSignatures,
        a.OrderViolations + b.OrderViolations, a.IdReuseViolations + b.IdReuseViolations, a.Malformed + b.Malformed, a.Faulted + b.Faulted,
        a.Edits + b.Edits, a.Records + b.Records, a.AcksSent + b.AcksSent, a.AcksRetried + b.AcksRetried, a.AcksFailed + b.AcksFailed, a.AcksLost + b.AcksLost);
}
