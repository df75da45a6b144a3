using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;

namespace IdentityGrains.Grains.Customers;

/// <summary>
/// Finds the customer as of a moment. Every answer, also that about the present, is told as of an instant: the last version recorded at or before it,
/// under the policy in force at it, judged by the time it names. So whoever asks as of that instant later is told the same, byte for byte.
/// It shows what was recorded then; what time had changed already and nobody had recorded yet is not in it, as it was not then.
/// </summary>
internal sealed class CustomerMoments(CustomerId id, CustomerServices services, RecordKeeper keeper)
{
    /// <summary>The customer as of a moment; the present when none is named.</summary>
    public async ValueTask<SeenCustomer> See(Moment? moment, CancellationToken ct)
    {
        while (await (moment is Moment.Latest ? keeper.Latest(ct) : keeper.Current(ct)) is { Durable.Customer.Exists: true } record)
        {
            switch (moment)
            {
                case Moment.AtVersion { Version: var version }:
                    return await See(record, version, ct);

                case Moment.AtInstant { Instant: var named }:
                    var instant = named.InMicroseconds();
                    if (keeper.Told.IsToCome(instant, record))
                    {
                        return new SeenCustomer.NotYet();
                    }

                    // What is recorded at or before the instant belongs to the answer, and is told once it is durable.
                    if (record.FirstWaiting <= instant && record.RestsOn is { } rests)
                    {
                        await rests.WhenOver(ct);
                        continue;
                    }

                    return await See(record, keeper.Told.Tell(instant), ct);

                default:
                    return await Present(record.Durable, keeper.Told.Tell(record), ct);
            }
        }

        return new SeenCustomer.NoCustomer();
    }

    private async ValueTask<SeenCustomer> See(WorkingRecord record, DateTimeOffset instant, CancellationToken ct)
    {
        var durable = record.Durable;
        if (instant >= durable.RecordedAt)
        {
            return await Present(durable, instant, ct);
        }

        var version = await services.Journal.VersionAt(id, instant, ct);
        return version == 0 ? new SeenCustomer.NoCustomer() : await Past(record, version, instant, ct);
    }

    private async ValueTask<SeenCustomer> See(WorkingRecord record, long version, CancellationToken ct)
    {
        var durable = record.Durable;
        return version < 1 || version > durable.Head.Version ? new SeenCustomer.NoVersion()
            : version == durable.Head.Version ? await Present(durable, durable.RecordedAt, ct)
            : await Past(record, version, null, ct);
    }

    private async ValueTask<SeenCustomer> Present(Recorded durable, DateTimeOffset asOf, CancellationToken ct) =>
        new SeenCustomer.Seen(durable.Customer, [.. durable.Head.Hash.Span], durable.RecordedAt, await services.Policies.At(asOf, ct), asOf);

    private async ValueTask<SeenCustomer> Past(WorkingRecord record, long version, DateTimeOffset? instant, CancellationToken ct)
    {
        if (await services.Loader.LoadAt(id, version, record.Key, ct) is not { } past)
        {
            return new SeenCustomer.NoVersion();
        }

        var asOf = instant ?? past.RecordedAt;
        return new SeenCustomer.Seen(past.State, [.. past.Head.Hash.Span], past.RecordedAt, await services.Policies.At(asOf, ct), asOf);
    }
}

/// <summary>What was found of a customer as of a moment.</summary>
internal abstract record SeenCustomer
{
    /// <summary>The state of a version, and the policy and the instant by which it is judged.</summary>
    internal sealed record Seen(
        Customer Customer, ImmutableArray<byte> EntryHash, DateTimeOffset RecordedAt, Policy Policy, DateTimeOffset AsOf) : SeenCustomer;

    /// <summary>Nothing was recorded of the customer.</summary>
    internal sealed record NoCustomer : SeenCustomer;

    /// <summary>The record has no such version.</summary>
    internal sealed record NoVersion : SeenCustomer;

    /// <summary>The instant is still to come.</summary>
    internal sealed record NotYet : SeenCustomer;
}
