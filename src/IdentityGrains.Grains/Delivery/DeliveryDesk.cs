using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Grains.Delivery;

/// <summary>What a customer's grain tells planners and connectors: the law's projection of what is durable, as content with a digest.</summary>
internal sealed class DeliveryDesk(CustomerId id, CustomerServices services, RecordKeeper keeper)
{
    private readonly SharersDesk _sharers = new(id, services);

    /// <summary>What every installed platform should be told as of a version or later, and what somebody has to look at among the claims.</summary>
    public async Task<CustomerPlans> Plan(long version, CancellationToken ct)
    {
        if (await keeper.UpToDate(version, ct) is not { } record)
        {
            return new CustomerPlans(0, [], []);
        }

        var (planned, asOf) = await PlanEach(record, keeps: true, ct);
        return new CustomerPlans(asOf, [.. planned.Select(p => p.Plan switch
        {
            DeliveryPlan.Tell tell => new PlatformPlan(
                p.Platform.Name, [.. Digest(record, p.Platform, tell)], null, TakesBack(record, tell, p.Held), tell.Refused.Length),
            DeliveryPlan.End end => new PlatformPlan(p.Platform.Name, [.. Digest(record, p.Platform, end)], null, TakesBack: true),
            DeliveryPlan.Withhold withhold => new PlatformPlan(p.Platform.Name, [], withhold.Why, TakesBack: false),
            _ => throw new System.Diagnostics.UnreachableException(),
        })], ClaimTroubles.Of(record.Durable.Customer, services.Policies.Current.Policy));
    }

    /// <summary>One platform's finished content as of a version or later; null when it should be told nothing.</summary>
    public async Task<ComposedDelivery?> Compose(PlatformName name, long version, CancellationToken ct)
    {
        // Policy and epoch are taken together: what is composed under the one leaves only while the other is in force.
        var (policy, active) = services.Policies.Current;
        if (await keeper.UpToDate(version, ct) is not { } record || !policy.Platforms.TryGetValue(name, out var platform))
        {
            return null;
        }

        var (held, durable) = (await Held(platform, ct), record.Durable);
        var projection = await Project(platform, durable.Customer, policy, ct);
        return PlanFor(record, platform, projection, durable.Customer, held) switch
        {
            DeliveryPlan.Tell tell => new ComposedDelivery(
                durable.Head.Version, [.. Digest(record, platform, tell)], Composed(record, tell.Key), policy.Reference,
                [.. tell.Fields.Select(f => Composed(record, f))], platform.Recipient.LegalName, active.Epoch,
                [.. tell.Refused.Where(f => f.Released).Select(f => f.Field)], null),
            DeliveryPlan.End end => new ComposedDelivery(
                durable.Head.Version, [.. Digest(record, platform, end)], Composed(record, end.Key), policy.Reference,
                [Composed(record, Gone(end))], platform.Recipient.LegalName, active.Epoch, [], end.How),
            _ => null,
        };
    }

    /// <summary>Has the customer planned again, because a consent may have run out without any field changing: as urgently as a withdrawal.</summary>
    public async Task LookAgain(CancellationToken ct)
    {
        if (await keeper.UpToDate(version: 0, ct) is { } record)
        {
            await PlanAnew(record.Durable, Lane.Withdrawal, ct);
        }
    }

    /// <summary>Has the customer planned again under the policy of an epoch, or a later one.</summary>
    public async Task Adopt(long epoch, CancellationToken ct)
    {
        if (services.Policies.Current.Epoch < epoch)
        {
            await services.Policies.Refresh(ct);
        }

        if (await keeper.UpToDate(version: 0, ct) is { } record)
        {
            await PlanAnew(record.Durable, await Urgency(record, ct), ct);
        }
    }

    private async Task PlanAnew(Recorded durable, Lane lane, CancellationToken ct)
    {
        await services.Deliveries.MarkDirty(durable.Customer.Id, durable.Head.Version, lane, services.Clock.Now, ct);
        await services.Due.Reschedule(durable.Customer.Id, durable.Head.Version, durable.DueAt, ct);
    }

    // Taking back comes before everything else.
    private async Task<Lane> Urgency(WorkingRecord record, CancellationToken ct)
    {
        var (planned, _) = await PlanEach(record, keeps: false, ct);
        return planned.Any(p => p.Plan is DeliveryPlan.End || (p.Plan is DeliveryPlan.Tell tell && TakesBack(record, tell, p.Held)))
            ? Lane.Withdrawal
            : Lane.Backfill;
    }

    /// <summary>What each platform is believed to hold.</summary>
    public async Task<HoldingsView> Holdings(WorkingRecord record, CancellationToken ct)
    {
        var (policy, durable) = (services.Policies.Current.Policy, record.Durable);
        var rows = (await services.Deliveries.Of(id, ct)).ToDictionary(r => r.Platform);
        var platforms = ImmutableArray.CreateBuilder<PlatformHolding>();
        foreach (var platform in policy.Platforms.Values.OrderBy(p => p.Name.Value, StringComparer.Ordinal))
        {
            var held = await Held(platform, ct);
            var projection = await Project(platform, durable.Customer, policy, ct);
            var installed = services.Platforms.IsInstalled(platform.Name);
            platforms.Add(HoldingsReading.Tell(platform, installed, rows.GetValueOrDefault(platform.Name), projection, held));
        }

        return new HoldingsView(durable.Head.Version, platforms.DrainToImmutable());
    }

    private async Task<(PlannedPlatform[] Planned, long Version)> PlanEach(WorkingRecord record, bool keeps, CancellationToken ct)
    {
        var policy = services.Policies.Current.Policy;
        Platform[] platforms = [.. services.Platforms.Of(policy)];
        var held = await Task.WhenAll(platforms.Select(p => Held(p, ct)));

        // All platforms are told of one version, whatever becomes durable while the sharers are read.
        var (customer, version) = (record.Durable.Customer, record.Durable.Head.Version);
        var projections = Disclose.ToEach(platforms, customer, policy, services.Clock.Now);
        var planned = new PlannedPlatform[platforms.Length];
        for (var i = 0; i < platforms.Length; i++)
        {
            var projection = await _sharers.Restrict(platforms[i], projections[i], customer, policy, keeps, ct);
            planned[i] = new PlannedPlatform(platforms[i], held[i], PlanFor(record, platforms[i], projection, customer, held[i]));
        }

        return (planned, version);
    }

    private ValueTask<Projection> Project(Platform platform, Customer customer, Policy policy, CancellationToken ct) =>
        _sharers.Restrict(platform, Disclose.To(platform, customer, policy, services.Clock.Now), customer, policy, keeps: false, ct);

    private static DeliveryPlan PlanFor(WorkingRecord record, Platform platform, Projection projection, Customer customer, Holding held)
    {
        var key = platform.KeyField is { } field ? customer.Field(field).Value : FieldValue.Blank;
        return DeliveryPlan.For(
            platform, projection, key, f => held.Field(f) is { } told && (told.Acknowledged ?? told.InFlight) is not null,
            f => held.Field(f.Field)?.Refused == new RefusedValue(f.To, f.ValueVersion),
            f => held.IsSettled(f.Field, Told(record, f), platform.Confirm.BeforeEnd));
    }

    private async Task<Holding> Held(Platform platform, CancellationToken ct) =>
        await services.Deliveries.Holding(id, platform.Name, ct) is { } head ? Holding.Read(head.Holding) : Holding.Nothing;

    private static byte[] Digest(WorkingRecord record, Platform platform, DeliveryPlan.Tell tell) =>
        record.Key.Digest("projection", ContentCodec.Write(platform.Name, tell));

    private static byte[] Digest(WorkingRecord record, Platform platform, DeliveryPlan.End end) =>
        record.Key.Digest("projection", ContentCodec.Write(platform.Name, end));

    // In the log an end is a field like any other, cleared for the want of any purpose.
    private static ProjectedField Gone(DeliveryPlan.End end) => new(
        RecordField.Whole, Domain.Words.Of(end.How), FieldValue.Blank, 0, null, null, Domain.Disclosure.Withheld.NoPurposePermitted);

    private static bool TakesBack(WorkingRecord record, DeliveryPlan.Tell tell, Holding held) =>
        tell.TakesBack(f => held.HoldsOther(f.Field, Told(record, f)));

    // Typed null: a bare one would become an empty memory, which is a commitment to nothing instead of none.
    private static ReadOnlyMemory<byte>? Told(WorkingRecord record, ProjectedField field) =>
        field.Value.IsBlank ? (ReadOnlyMemory<byte>?)null : Commitment(record, field);

    private static byte[] Commitment(WorkingRecord record, ProjectedField field) =>
        record.Key.Digest("holding", ContentCodec.Write(field.Field, field.Value));

    private static ComposedField Composed(WorkingRecord record, ProjectedField field) => new(
        field.Field, field.To, field.Value, field.Purpose, field.ValueVersion, [.. Commitment(record, field)],
        field.Why is not (null or Domain.Disclosure.Withheld.NoValue), field.Basis);

    private sealed record PlannedPlatform(Platform Platform, Holding Held, DeliveryPlan Plan);
}
