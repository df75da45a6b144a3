using System.Collections.Immutable;
using System.Globalization;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using Orleans;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>Customers of whom 16 fields are known, and the acts that change one of them.</summary>
internal static class OurCustomers
{
    private const int AtOnce = 16;
    private const int MostTries = 20;

    private static readonly SourceName Front = new("front");

    // Any text will do for these.
    private static readonly FieldName[] Texts = [.. new[]
    {
        "street", "city", "postcode", "phone", "company", "title", "loyalty_tier", "segment", "store", "hobby", "note", "channel",
    }.Select(f => new FieldName(f))];

    private static long _again;

    /// <summary>Makes so many customers and says their ids.</summary>
    /// <param name="grains">The product.</param>
    /// <param name="token">Who makes them.</param>
    /// <param name="prefix">Begins their native keys, which nobody has yet.</param>
    /// <param name="count">How many.</param>
    public static Task<string[]> Make(IGrainFactory grains, string token, string prefix, int count) =>
        Each(token, prefix, count, key => Make(grains, key));

    /// <summary>Makes so many customers of whom nothing is known yet: of one entry each.</summary>
    /// <param name="grains">The product.</param>
    /// <param name="token">Who makes them.</param>
    /// <param name="prefix">Begins their native keys, which nobody has yet.</param>
    /// <param name="count">How many.</param>
    public static Task<string[]> Create(IGrainFactory grains, string token, string prefix, int count) =>
        Each(token, prefix, count, key => Create(grains, key));

    /// <summary>Says one field of a customer anew.</summary>
    public static AssertFields Change(Random chance) =>
        Say([Said(Texts[chance.Next(Texts.Length)], chance.Next().ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Says the field anew that every platform is told of.</summary>
    public static AssertFields ChangeNote(int value) => Say([Said(new FieldName("note"), value.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>How often somebody was told to ask again, and did.</summary>
    public static long Again => Interlocked.Read(ref _again);

    /// <summary>Asks for it; throws when it was not done.</summary>
    public static async Task Submit(IGrainFactory grains, string customer, CustomerCommand command, CancellationToken ct) =>
        await Asked(() => grains.Customer(IdOf(customer)).Submit(command, ct));

    /// <summary>The id that a text says.</summary>
    public static CustomerId IdOf(string customer) =>
        CustomerId.TryParse(customer, out var id) ? id : throw new ArgumentException("This is no customer's id.", nameof(customer));

    private static async Task<string[]> Each(string token, string prefix, int count, Func<string, Task<string>> make)
    {
        new Credential(token).Attach();
        var ids = new string[count];
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(async i => ids[i] = await make(prefix + i.ToString(CultureInfo.InvariantCulture))));
        }

        return ids;
    }

    private static async Task<string> Create(IGrainFactory grains, string key)
    {
        var create = new CreateCustomer(Operation(), default, Now, NativeKey.FromTrusted(Front, key));
        var made = await Asked(() => grains.GetGrain<ICrosswalkGrain>(0).Create(create));
        return made.Receipt.Customer.ToString();
    }

    private static async Task<string> Make(IGrainFactory grains, string key)
    {
        var id = await Create(grains, key);
        var first = Texts.Select((f, i) => Said(f, $"first-{i}")).Concat(
            [Said(new FieldName("customer_number"), key), Said(new FieldName("given_name"), "Ana"), Said(new FieldName("family_name"), "Silva"),
                Said(new FieldName("language"), "de")]);
        await Submit(grains, id, Say([.. first]), CancellationToken.None);
        return id;
    }

    // As every front-end: what is not certain, or could not be taken, is asked again under the same operation id.
    private static async Task<Answer.Done> Asked(Func<Task<Answer>> ask)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask() as Answer.Done ?? throw new InvalidOperationException("The act was refused.");
            }
            catch (Exception e) when (tries < MostTries && IsPassing(e))
            {
                Interlocked.Increment(ref _again);
            }
        }
    }

    private static bool IsPassing(Exception fault) =>
        fault is StoreUnavailableException or OutcomeUnknownException or CustomerBusyException or TimeoutException;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static OperationId Operation() => OperationId.FromTrusted(Guid.NewGuid().ToString("N"));

    private static AssertedField Said(FieldName field, string value) => new(field, new FieldValue.Text(value));

    private static AssertFields Say(ImmutableArray<AssertedField> fields) => new(Operation(), default, Now, null, fields, []);
}
