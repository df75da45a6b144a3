using System.Text;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>Looks at copies by one reading each, and says what differs.</summary>
internal sealed class CopyLooker(ReconcilerBench bench)
{
    /// <summary>How many customers one look takes.</summary>
    public int AtOnce => bench.Reader?.KeysAtOnce ?? WithoutLooking;

    // Where nothing is read, only our own rows are: a page of them is a statement.
    private const int WithoutLooking = 100;

    /// <summary>What should stand at the platform of each row's customer; rows whose customer is planned anew are absent.</summary>
    public async Task<IReadOnlyList<Copy>> Compose(IEnumerable<DeliveryRow> rows, CancellationToken ct)
    {
        var composed = await Task.WhenAll(rows.Select(async r => (Row: r, Content: await bench.Delivery.Compose(r, ct))));
        return [.. composed.Where(c => c.Content is not null).Select(c => new Copy(c.Row, c.Content!))];
    }

    /// <summary>Reads copies at the platform. The answer is the platform's refusal, or null, and then each copy's fields.</summary>
    public async Task<(ReadAnswer? Failed, IReadOnlyList<(Copy Copy, IReadOnlyList<CopyField> Fields)> Compared)> Look(
        IReadOnlyList<Copy> copies, CancellationToken ct)
    {
        if (bench.Reader is not { } reader || copies.Count == 0)
        {
            return (null, []);
        }

        await bench.Turn(ct);
        string[] paths = [.. copies.Where(c => c.Content.Ends is null).SelectMany(c => c.Content.Fields).Select(f => f.To).Distinct(StringComparer.Ordinal)];
        var answer = await reader.Read([.. copies.Select(c => c.Key)], paths, ct);
        if (answer is ReadAnswer.Refused { Why: ExceptionLaw.Foreign })
        {
            await bench.Delivery.Exceptions.ShowedAnother(bench.Delivery.Platform, ct);
        }

        return answer is ReadAnswer.Observed observed
            ? (null, [.. copies.Select(c => (c, c.Compare(reader, observed.Observations.FirstOrDefault(o => o.Key == c.Key))))])
            : (answer, []);
    }

    /// <summary>Records that the platform shows a copy as it should be, where that was not known yet.</summary>
    public async Task Confirm(IEnumerable<Copy> equal, CancellationToken ct)
    {
        var steps = await Task.WhenAll(equal.Where(c => c.Row.State != DeliveryState.Confirmed).Select(async c =>
        {
            var head = await bench.Delivery.Deliveries.Holding(c.Row.Customer, c.Row.Platform, ct);
            var shown = new DisclosureEvent.DeliveryAcknowledged(bench.Now, c.Row.DeliveryId, c.Row.PlannedVersion, AckLevel.Confirmed);
            return new DeliveryStep(
                c.Row, c.Row with { State = DeliveryState.Confirmed, Reason = null }, DisclosureLog.Append(c.Row.Customer, c.Row.Platform, head, shown));
        }));

        // A step that lost a race is about a row that moved: it is confirmed in its own time.
        await bench.Delivery.Take(steps, ct);
    }

    /// <summary>True while a copy may still be on its way from the platform's door to its shelf: what it acknowledged it need not show yet.</summary>
    public async Task<bool> MayLag(Copy copy, CancellationToken ct)
    {
        if (copy.Row.State is not (DeliveryState.Accepted or DeliveryState.AcceptedToConfirm) || bench.Platform?.Confirm is not { } plan)
        {
            return false;
        }

        var head = await bench.Delivery.Deliveries.Holding(copy.Row.Customer, copy.Row.Platform, ct);
        return head is not null && Holding.Read(head.Holding).AcknowledgedAt(copy.Row.DeliveryId) is { } at && bench.Now < at + plan.Within;
    }

    /// <summary>What differs in a copy, as it is kept: one that was open already stays the same drift. <paramref name="lately"/> are the
    /// customer's drifts there that are open or were found within <see cref="DriftLaw.LoopWithin"/>.</summary>
    public async Task<IReadOnlyList<Drift>> Differences(
        Copy copy, IReadOnlyList<CopyField> fields, IReadOnlyList<Drift> lately, long run, CancellationToken ct)
    {
        var key = await bench.Keys.Find(copy.Row.Customer, ct);
        return
        [
            .. fields.Where(f => f.Kind is not null).Select(f =>
            {
                var before = lately.FirstOrDefault(d => d.Field == f.Field && d.IsOpen);
                var shown = f.Shown is null || key is null ? (ReadOnlyMemory<byte>?)null : key.Digest("shown", Encoding.UTF8.GetBytes(f.Shown));
                return new Drift(
                    copy.Row.Customer, copy.Row.Platform, f.Field, before?.FoundAt ?? bench.Now.InMicroseconds(), run, f.Kind!.Value, f.Path,
                    copy.Row.PlannedVersion, shown, f.Change?.By, f.Change?.At?.InMicroseconds(), DriftStage.Open, null, bench.Now.InMicroseconds(),
                    RepairsOf(lately.Where(d => d.Field == f.Field), shown));
            }),
        ];
    }

    private int RepairsOf(IEnumerable<Drift> lately, ReadOnlyMemory<byte>? shown) =>
        lately.Where(d => d.ShowsAs(shown) && d.StageAt >= bench.Now - DriftLaw.LoopWithin).Select(d => d.Repairs).DefaultIfEmpty().Max();
}
