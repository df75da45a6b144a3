using System.Globalization;
using IdentityGrains.Gateway.Tests.Door;
using IdentityGrains.Gateway.Tests.Product;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>A product of one's own, so that what is in its store is what the tests put there, and one customer in it.</summary>
public sealed class TableProduct : IAsyncLifetime
{
    private const string Source = "nhi:crm-cdc";
    private int _fresh;

    internal ProductServer Product { get; } = new();

    /// <summary>The customer's id.</summary>
    internal string Customer { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    internal Uri Address => Product.Address;

    /// <summary>The source that the examples speak as.</summary>
    internal ApiCaller Crm => Product.As(Source);

    /// <summary>Every route that the gateway put up.</summary>
    internal IEnumerable<RouteEndpoint> Routes => Product.Services.GetServices<EndpointDataSource>()
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<IdentityGrains.Gateway.Door.GatewayMark>() is not null);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Product.InitializeAsync();
        var created = await Crm.Post("/v1/customers", "table-create",
            $$$"""{"observedAt":"{{{Product.Observed(60)}}}","key":{"source":"crm","key":"{{{RouteRows.Key}}}"}}""");
        Assert.Equal(201, created.Status);
        Customer = created.Text("customer");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Product.DisposeAsync();

    /// <summary>The row's address.</summary>
    internal string Target(RouteRow row) => row.Target.Replace("{id}", Customer, StringComparison.Ordinal);

    /// <summary>The row's body, made anew.</summary>
    internal string? Body(RouteRow row) => row.Body?.Replace("{id}", Customer, StringComparison.Ordinal)
        .Replace("{at}", Product.Observed(), StringComparison.Ordinal)
        .Replace("{fresh}", $"fresh-{Interlocked.Increment(ref _fresh)}", StringComparison.Ordinal);

    /// <summary>The row's headers, and no others.</summary>
    internal IReadOnlyList<string> Headers(RouteRow row, string? key = null) =>
    [
        .. row.Kind is RouteKind.Health or RouteKind.Callback ? [] : new[] { "Authorization: Bearer " + Product.TokenOf(Source) },
        .. row.Headers,
        .. row.Kind == RouteKind.Act ? new[] { "Idempotency-Key: " + (key ?? Guid.NewGuid().ToString("N")) } : [],
        .. !row.HasBody ? [] : new[] { "Content-Type: " + TypeOf(row.Kind) },
    ];

    private static string TypeOf(RouteKind kind) => kind switch
    {
        RouteKind.Document => "application/yaml",
        RouteKind.Scim => "application/scim+json",
        _ => "application/json",
    };

    /// <summary>Asks byte by byte.</summary>
    internal Task<RawAnswer> Ask(RouteRow row, byte[]? body, params string[] more) =>
        Ask(RawHttp.Request(row.Method, Target(row), [.. Headers(row), .. more], body));

    /// <summary>Sends bytes.</summary>
    internal Task<RawAnswer> Ask(byte[] request) => RawHttp.Send(Address, request, TestContext.Current.CancellationToken);

    /// <summary>How much is in the record: entries, versions, keys and proposed policies.</summary>
    internal async Task<string> Recorded()
    {
        await using var store = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Product.DataFolder, "store.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await using var counting = store.CreateCommand();
        counting.CommandText = """
            SELECT (SELECT count(*) FROM journal) || ' entries, ' || (SELECT sum(version) FROM head) || ' versions, '
                || (SELECT count(*) FROM native_key) || ' keys, ' || (SELECT count(*) FROM policy_proposal) || ' proposals'
            """;
        return Convert.ToString(await counting.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture)!;
    }
}
