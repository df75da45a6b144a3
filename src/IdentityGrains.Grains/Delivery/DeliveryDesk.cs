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

        var policy = services.Policies.Current.Policy;
        var plans = ImmutableArray.CreateBuilder<PlatformPlan>();
        foreach (var platform in services.Platforms.Of(policy))
        {
            var plan = await PlanFor(platform, record, policy, ct);
            plans.Add(plan switch
            {
                DeliveryPlan.Tell tell => new PlatformPlan(platform.Name, [.. Digest(record, platform, tell)], null),
                DeliveryPlan.Withhold withhold => new PlatformPlan(platform.Name, [], withhold.Why),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return new CustomerPlans(record.Durable.Head.Version, plans.DrainToImmutable());
    }

    /// <summary>One platform's finished content as of a version or later; null when it should be told nothing.</summary>
    public async Task<ComposedDelivery?> Compose(PlatformName name, long version, CancellationToken ct)
    {
        var policy = services.Policies.Current.Policy;
        if (await keeper.UpToDate(version, ct) is not { } record || !policy.Platforms.TryGetValue(name, out var platform)
            || await PlanFor(platform, record, policy, ct) is not DeliveryPlan.Tell tell)
        {
            return null;
        }

        return new ComposedDelivery(
            record.Durable.Head.Version, [.. Digest(record, platform, tell)], Composed(record, tell.Key), policy.Reference,
            [.. tell.Fields.Select(f => Composed(record, f))]);
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

    private async Task<DeliveryPlan> PlanFor(Platform platform, WorkingRecord record, Policy policy, CancellationToken ct)
    {
        var held = await Held(platform, ct);
        var customer = record.Durable.Customer;
        var projection = Disclose.To(platform, customer, policy, services.Clock.Now);
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
}
