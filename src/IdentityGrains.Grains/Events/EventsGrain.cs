using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Client.Events;
using IdentityGrains.Domain.Events;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Governance;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Events;

/// <summary>The door to events. Each answer is asked for anew, with the caller's credential: a stream ends with what it was opened by.</summary>
[GrainType("events"), StatelessWorker, Reentrant]
internal sealed class EventsGrain(EventDesk desk, PoliciesInForce policies) : Grain, IEventsGrain
{
    /// <summary>How long an answer is held back for events. Well within the time that a call may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<EventsAnswer> Next(Guid stream, string? after, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        if (!EventLaw.MayFollow(caller, policies.Current.Policy))
        {
            return new EventsAnswer.NotAllowed();
        }

        var (position, fault) = await desk.Find(after, ct);
        return fault ?? (await Streams(caller.Principal).Enter(stream) ? await desk.Next(position, Patience, ct) : new EventsAnswer.TooManyStreams());
    }

    public Task Leave(Guid stream, CancellationToken ct = default) => Streams(CurrentCaller.Required.Principal).Leave(stream);

    // By a digest: who somebody is belongs into no key of a grain.
    private IEventStreamsGrain Streams(PrincipalId principal) => GrainFactory.GetGrain<IEventStreamsGrain>(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(principal.Value)).AsSpan(0, 16)));
}
