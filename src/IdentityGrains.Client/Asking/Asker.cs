using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Hosting;
using IdentityGrains.Domain.Customers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Client.Asking;

/// <summary>
/// Asks until there is an answer or the deadline passes. An act is asked again under the same operation id, so it takes effect at most once however often
/// it is tried; a refusal is an answer and is never argued with.
/// </summary>
internal sealed partial class Asker(
    CredentialKeeper keeper, Backoff backoff, IOptions<IdentityGrainsClientOptions> options, TimeProvider time, ILogger<Asker> log)
{
    /// <summary>Reads; throws <see cref="UnansweredException"/> when the deadline passes.</summary>
    public async Task<T> Read<T>(CallScope scope, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var asked = await Ask(scope, ask, ct);
        return asked.Answered ? asked.Answer! : throw new UnansweredException(asked.LastFailure);
    }

    /// <summary>Submits; tells when the deadline passes.</summary>
    public async Task<Reply> Act(CallScope scope, OperationId operation, Func<CancellationToken, Task<Answer>> ask, CancellationToken ct)
    {
        // Not cancelled in the silo: the act takes effect or not, and giving up there would only hide which.
        var asked = await Ask(scope, _ => ask(CancellationToken.None), ct);
        return asked.Answered ? Reply.Of(asked.Answer!, operation) : new Reply.Unknown(operation, asked.Lost, asked.LastFailure);
    }

    private async Task<Asked<T>> Ask<T>(CallScope scope, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var deadline = new Deadline(time, scope.Deadline ?? options.Value.OperationDeadline);
        var asked = new Asked<T>();
        for (var tries = 1; !deadline.Passed; tries++)
        {
            asked = await Try(asked, scope, ask, deadline, ct);
            if (asked.Answered || asked.GivenUp)
            {
                return asked;
            }

            var pause = asked.Renewing ? TimeSpan.Zero : backoff.After(tries);
            if (pause >= deadline.Left)
            {
                return asked;
            }

            Again(log, tries, asked.LastFailure!.GetType().Name, pause);
            await Task.Delay(pause, time, ct);
        }

        return asked;
    }

    private async Task<Asked<T>> Try<T>(Asked<T> asked, CallScope scope, Func<CancellationToken, Task<T>> ask, Deadline deadline, CancellationToken ct)
    {
        ServiceToken? token = null;
        try
        {
            token = await keeper.Current().WaitAsync(deadline.Left, time, ct);
            return asked with { Answered = true, Answer = await Once(token, scope, ask, Shorter(deadline.Left, options.Value.TryTimeout), ct) };
        }
        catch (Exception why) when (!ct.IsCancellationRequested)
        {
            // Without a token nothing was asked. That the source failed is the world's doing, whatever it threw.
            var failure = token is null ? Failure.WithoutEffect : Failures.Of(why);
            var failed = asked with { LastFailure = why, Lost = asked.Lost || failure == Failure.Lost, Renewing = false };
            switch (failure)
            {
                case Failure.Expired when !asked.Renewed:
                    keeper.Forget(token!);
                    return failed with { Renewed = true, Renewing = true };

                // An earlier try may have had the effect that this one was not let in to ask about.
                case Failure.Expired or Failure.NotAdmitted when failed.Lost:
                    return failed with { GivenUp = true };
                case Failure.Expired or Failure.NotAdmitted or Failure.Final:
                    throw;
                default:
                    return failed;
            }
        }
    }

    // A method of its own: what is attached to the flow ends with it and reaches neither the caller nor the next try.
    private async Task<T> Once<T>(ServiceToken token, CallScope scope, Func<CancellationToken, Task<T>> ask, TimeSpan patience, CancellationToken ct)
    {
        new Credential(token.Value, scope.SubjectToken, scope.AssertionSignature).Attach();
        var answer = ask(ct);
        answer.Forget();
        return await answer.WaitAsync(patience, time, ct);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private readonly record struct Asked<T>(
        bool Answered, T? Answer, bool Lost, bool Renewed, bool Renewing, bool GivenUp, Exception? LastFailure);

    [LoggerMessage(5002, LogLevel.Debug, "Try {Try} failed, {Failure}; again after {Pause}")]
    private static partial void Again(ILogger logger, int @try, string failure, TimeSpan pause);
}
