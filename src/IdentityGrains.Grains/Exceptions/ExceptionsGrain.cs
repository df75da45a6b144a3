using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>
/// Holds exceptions against what stands in the store: deliveries in trouble and drifts left to people have one each, and nobody else has. (Those of claims
/// are the planners'.) It escalates those that nobody looked at in time, and ends acceptances that have run out. It remembers nothing, so none is lost or
/// opened twice.
/// </summary>
[GrainType("exceptions"), Reentrant]
internal sealed partial class ExceptionsGrain : Grain, IExceptionsGrain
{
    /// <summary>How many are opened and resolved in one round.</summary>
    public const int PerRound = 256;

    private readonly IExceptions _exceptions;
    private readonly PoliciesInForce _policies;
    private readonly IStoreClock _clock;
    private readonly ILogger _logger;
    private readonly Pump _pump;

    /// <summary>Begins asleep.</summary>
    public ExceptionsGrain(IExceptions exceptions, PoliciesInForce policies, IStoreClock clock, ILogger<ExceptionsGrain> logger)
    {
        (_exceptions, _policies, _clock, _logger) = (exceptions, policies, clock, logger);
        _pump = new Pump(Round);
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    private async Task<bool> Round()
    {
        try
        {
            var (policy, now) = (_policies.Current.Policy, _clock.Now.InMicroseconds());
            var troubled = await _exceptions.Troubled(now - ExceptionLaw.Patience, PerRound, CancellationToken.None);
            var left = await _exceptions.Left(PerRound, CancellationToken.None);
            ExceptionRecord[] opened =
            [
                .. troubled.Select(r => ExceptionRecords.Of(r, policy, now)).OfType<ExceptionRecord>(),
                .. left.DistinctBy(d => (d.Customer, d.Platform)).Select(d => ExceptionRecords.Of(d, policy, now)),
            ];
            if (opened.Length > 0)
            {
                await _exceptions.Open(opened, CancellationToken.None);
            }

            var over = await _exceptions.Calmed(PerRound, CancellationToken.None);
            if (over.Count > 0)
            {
                await _exceptions.Resolve([.. over.Select(e => e.Id)], ExceptionRecords.Calmed, now, CancellationToken.None);
            }

            var aged = await _exceptions.Aged(now, PerRound, CancellationToken.None);
            foreach (var one in aged)
            {
                // Whoever moved it meanwhile looked at it in time.
                var after = one.Life.Aged(now)!;
                await _exceptions.Move(one, after, now, PrincipalId.System, after.How, CancellationToken.None);
            }

            return opened.Length >= PerRound || over.Count == PerRound || aged.Count == PerRound;
        }
        catch (Exception why)
        {
            RoundFailed(_logger, why.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(2803, LogLevel.Warning, "Exceptions: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
