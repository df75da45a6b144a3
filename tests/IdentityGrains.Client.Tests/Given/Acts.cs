namespace IdentityGrains.Client.Tests.Given;

/// <summary>What the shop asks in these tests.</summary>
internal static class Acts
{
    public static readonly FieldName GivenName = new("given_name");
    public static readonly DateTimeOffset OrderedAt = new(2026, 5, 4, 10, 15, 0, TimeSpan.Zero);

    public static NativeKey Key(string key) => NativeKey.FromTrusted(new SourceName("commerce"), key);

    public static CreateCustomer Begin(string operation, string key) => new(OperationId.FromTrusted(operation), default, OrderedAt, Key(key));

    public static AssertFields Named(string operation, CustomerId customer, string name) => new(
        OperationId.FromTrusted(operation), customer, OrderedAt, null, [new AssertedField(GivenName, new FieldValue.Text(name))], []);

    /// <summary>Begins a record and says whose.</summary>
    public static async Task<CustomerId> BeginOne(this IIdentityGrains identity, string key) =>
        Assert.IsType<Reply.Done>(await identity.Create(Begin("begin-" + key, key), TestContext.Current.CancellationToken)).Receipt.Customer;
}
