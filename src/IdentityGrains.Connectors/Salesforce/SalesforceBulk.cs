using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>
/// Writes many records by one job of Bulk API 2.0: made, uploaded and closed while the permit holds, and then waited for, because until it has ended nobody may
/// tell its customers anything else. A job that takes too long, or for which the caller does not wait, is aborted, and what it did until then is found out.
/// </summary>
public sealed class SalesforceBulk : IPlatformConnector
{
    /// <summary>How many composite requests' worth of records are cheaper without a job.</summary>
    public const int WorthRequests = 5;

    /// <summary>For how long records go by composite upserts after a job failed as a whole: these tell who of them is at fault.</summary>
    public static readonly TimeSpan ApartFor = TimeSpan.FromMinutes(10);

    private const int FileTries = 3;

    // Beyond the oldest job that somebody may wait for: what is left then is seen by everybody as left.
    private static readonly TimeSpan Beyond = TimeSpan.FromSeconds(5);

    // Reading three files, and being late with it.
    private static readonly TimeSpan ToReadFiles = TimeSpan.FromMinutes(2);

    private readonly SalesforceJobs _jobs;
    private readonly SalesforceSettings _settings;
    private readonly SalesforceConnector _composite;
    private readonly TimeProvider _time;
    private DateTimeOffset _apartUntil = DateTimeOffset.MinValue;

    internal SalesforceBulk(SalesforceJobs jobs, SalesforceSettings settings, SalesforceConnector composite, TimeProvider time)
    {
        (_jobs, _settings, _composite, _time) = (jobs, settings, composite, time);
        var longest = settings.BulkTimeout + SalesforceJobs.Settling + ToReadFiles;
        Capabilities = new ConnectorCapabilities(AckLevel.Applied, Deduplicates: true, longest, ContentMark: "")
        {
            BatchSize = settings.BulkRecords, Least = Math.Min(settings.BulkRecords, WorthRequests * composite.Capabilities.BatchSize),
            Rate = composite.Capabilities.Rate, MayTakeEffectFor = longest,
        };
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_time.GetUtcNow() < _apartUntil)
        {
            return await ByComposite(batch, ct);
        }

        if (await _jobs.Hinders(ct) is { } hindrance)
        {
            return SendAnswer.OfEach(batch.Count, hindrance);
        }

        return await _composite.ExceptStrangers(batch, ByJob, ct);
    }

    private async Task<SendAnswer> ByJob(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        var sheet = SalesforceSheet.Of(batch, _settings.ExternalId);
        var of = sheet.IsEmpty ? _ => throw new System.Diagnostics.UnreachableException() : await Run(sheet.Bytes, ct);
        return new SendAnswer([.. batch.Select((d, i) => sheet.Without(i) ?? of(d))]);
    }

    private async Task<SendAnswer> ByComposite(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        var most = _composite.Capabilities.BatchSize;
        var answer = await _composite.Send([.. batch.Take(most)], ct);
        return answer with
        {
            Results = [.. answer.Results, .. Enumerable.Repeat<SendResult>(SendResult.Retry.BatchFull, Math.Max(0, batch.Count - most))],
        };
    }

    private async Task<Func<PlatformDelivery, SendResult>> Run(byte[] sheet, CancellationToken ct)
    {
        var began = _time.GetUtcNow();
        var made = await _jobs.Make(ct);
        if (SalesforceJobs.IdOf(made) is not { } id)
        {
            return NotRun(made);
        }

        if (await Uploaded(id, sheet, ct) is { } refused)
        {
            return refused;
        }

        // From here on it may run, whatever is answered: only how it stands tells.
        var closed = await _jobs.Close(id);
        if (closed is Reply.Failed { Started: false } or Reply.Answered { Status: >= 400 and < 500 })
        {
            await Drop(id);
            return NotRun(closed);
        }

        return await Over(id, began, closed is Reply.Answered { IsSuccess: true }, ct) is { } state
            ? await Results(id, state)
            : _ => new SendResult.Indeterminate("job_open");
    }

    // Null when it was.
    private async Task<Func<PlatformDelivery, SendResult>?> Uploaded(string id, byte[] sheet, CancellationToken ct)
    {
        try
        {
            if (await _jobs.Upload(id, sheet, ct) is var uploaded && uploaded is not Reply.Answered { IsSuccess: true })
            {
                await Drop(id);
                return NotRun(uploaded);
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            await Drop(id);
            throw;
        }
    }

    /// <summary>How the job ended; null when nobody said that it did.</summary>
    private async Task<string?> Over(string id, DateTimeOffset began, bool closed, CancellationToken ct)
    {
        var giveUp = began + _settings.BulkTimeout;
        while (true)
        {
            var (state, now) = (await _jobs.StateOf(id), _time.GetUtcNow());
            if (SalesforceJobs.IsOver(state) || now >= giveUp + SalesforceJobs.Settling + Beyond)
            {
                return SalesforceJobs.IsOver(state) ? state : null;
            }

            // Each time again: one may be lost. And what was never closed is not waited for.
            if (ct.IsCancellationRequested || now >= giveUp || (state == "Open" && !closed))
            {
                await _jobs.Abort(id);
            }

            await Task.Delay(_settings.BulkPoll, _time, ct.IsCancellationRequested ? CancellationToken.None : ct)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Func<PlatformDelivery, SendResult>> Results(string id, string state)
    {
        _apartUntil = state == "Failed" ? _time.GetUtcNow() + ApartFor : _apartUntil;
        for (var tries = 0; tries < FileTries; tries++)
        {
            if (await SalesforceJobResults.Read(_settings.ExternalId, name => _jobs.File(id, name)) is { } results)
            {
                await _jobs.Delete(id);
                return results.Of;
            }
        }

        return _ => new SendResult.Indeterminate(ReadAnswer.Refused.Unreadable.Why);
    }

    // Aborted it never runs, and deleted it holds nothing. If neither arrives, it is never closed, and old one day.
    private async Task Drop(string id)
    {
        await _jobs.Abort(id);
        await _jobs.Delete(id);
    }

    // A job that does not run has written nothing, however the request for it ended. What is refused as a whole is told apart by composite upserts.
    private Func<PlatformDelivery, SendResult> NotRun(Reply reply)
    {
        var why = SalesforceAnswers.Class(reply);
        if (why is null or SendResult.Rejected)
        {
            _apartUntil = _time.GetUtcNow() + ApartFor;
        }

        var result = SendResult.OfPreparing(why) is { } passing and not SendResult.Rejected
            ? passing
            : new SendResult.Retry("job_refused", TimeSpan.Zero) { TookNoEffect = true };
        return _ => result;
    }
}
