using IdentityGrains.Domain.Disclosure;
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
    /// <summary>What every installed platform should be told as of a version or later.</summary>
    public async Task<CustomerPlans> Plan(long version, CancellationToken ct)
    {
        if (await keeper.UpToDate(version, ct) is not { } record)
        {
            return new CustomerPlans(0, []);
        }

        var (planned, asOf) = await PlanEach(record, ct);
        return new CustomerPlans(asOf, [.. planned.Select(p => p.Plan switch
        {
            DeliveryPlan.Tell tell => new PlatformPlan(p.Platform.Name, [.. Digest(record, p.Platform, tell)], null, tell.TakesBack(p.Held.HoldsValue)),
            DeliveryPlan.Withhold withhold => new PlatformPlan(p.Platform.Name, [], withhold.Why, TakesBack: false),
            _ => throw new System.Diagnostics.UnreachableException(),
        })]);
    }

    /// <summary>One platform's finished content as of a version or later; null when it should be told nothing.</summary>
    public async Task<ComposedDelivery?> Compose(PlatformName name, long version, CancellationToken ct)
    {
        // Policy and epoch are taken together: what is composed under the one leaves only while the other is in force.
        var (policy, active) = services.Policies.Current;
        if (await keeper.UpToDate(version, ct) is not { } record || !policy.Platforms.TryGetValue(name, out var platform)
            || PlanFor(platform, record, policy, await Held(platform, ct)) is not DeliveryPlan.Tell tell)
        {
            return null;
        }

        return new ComposedDelivery(
            record.Durable.Head.Version, [.. Digest(record, platform, tell)], Composed(record, tell.Key), policy.Reference,
            [.. tell.Fields.Select(f => Composed(record, f))], platform.Recipient.LegalName, active.Epoch);
    }

    /// <summary>How urgently platforms must be told anew because the policy is another one: taking back comes before everything else.</summary>
    public async Task<Lane> Urgency(WorkingRecord record, CancellationToken ct)
    {
        var (planned, _) = await PlanEach(record, ct);
        return planned.Any(p => p.Plan is DeliveryPlan.Tell tell && tell.TakesBack(p.Held.HoldsValue)) ? Lane.Withdrawal : Lane.Backfill;
    }

    /// <summary>What each platform is believed to hold.</summary>
    public async Task<HoldingsView> Holdings(WorkingRecord record, CancellationToken ct)
    {
        var policy = services.Policies.Current.Policy;
        var rows = (await services.Deliveries.Of(id, ct)).ToDictionary(r => r.Platform);
        var platforms = ImmutableArray.CreateBuilder<PlatformHolding>();
        foreach (var platform in policy.Platforms.Values.OrderBy(p => p.Name.Value, StringComparer.Ordinal))
        {
            var held = await Held(platform, ct);
            var projection = Disclose.To(platform, record.Durable.Customer, policy, services.Clock.Now);
            var installed = services.Platforms.IsInstalled(platform.Name);
            platforms.Add(HoldingsReading.Tell(platform, installed, rows.GetValueOrDefault(platform.Name), projection, held));
        }

        return new HoldingsView(record.Durable.Head.Version, platforms.DrainToImmutable());
    }

    private async Task<(PlannedPlatform[] Planned, long Version)> PlanEach(WorkingRecord record, CancellationToken ct)
    {
        var policy = services.Policies.Current.Policy;
        Platform[] platforms = [.. services.Platforms.Of(policy)];
        var held = await Task.WhenAll(platforms.Select(p => Held(p, ct)));

        // From here nothing is awaited: all platforms are told of one version.
        var durable = record.Durable;
        var projections = Disclose.ToEach(platforms, durable.Customer, policy, services.Clock.Now);
        return ([.. platforms.Select((p, i) => new PlannedPlatform(p, held[i], PlanFor(p, projections[i], durable.Customer, held[i])))], durable.Head.Version);
    }

    private DeliveryPlan PlanFor(Platform platform, WorkingRecord record, Policy policy, Holding held)
    {
        var customer = record.Durable.Customer;
        return PlanFor(platform, Disclose.To(platform, customer, policy, services.Clock.Now), customer, held);
    }

    private static DeliveryPlan PlanFor(Platform platform, Projection projection, Customer customer, Holding held)
    {
        var key = platform.KeyField is { } field ? customer.Field(field).Value : FieldValue.Blank;
        return DeliveryPlan.For(platform, projection, key, f => held.Field(f) is { } told && (told.Acknowledged ?? told.InFlight) is not null);
    }

    private async Task<Holding> Held(Platform platform, CancellationToken ct) =>
        await services.Deliveries.Holding(id, platform.Name, ct) is { } head ? Holding.Read(head.Holding) : Holding.Nothing;

    private static byte[] Digest(WorkingRecord record, Platform platform, DeliveryPlan.Tell tell) =>
        record.Key.Digest("projection", ContentCodec.Write(platform.Name, tell));

    private static ComposedField Composed(WorkingRecord record, ProjectedField field) => new(
        field.Field, field.To, field.Value, field.Purpose, field.ValueVersion,
        [.. record.Key.Digest("holding", ContentCodec.Write(field.Field, field.Value))]);

    private sealed record PlannedPlatform(Platform Platform, Holding Held, DeliveryPlan Plan);
}
