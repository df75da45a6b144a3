using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Tests.Callers;
using IdentityGrains.Silo.Hosting;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Xunit;

[assembly: AssemblyFixture(typeof(IdentityGrains.Gateway.Tests.Product.ProductServer))]

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>The whole product in this process: gateway, silo and embedded store, under the sample shop's policy.</summary>
public sealed class ProductServer : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("identitygrains-gateway-").FullName;
    private ProductHost _host = null!;

    /// <summary>Further configuration, <c>--Section:Name=value</c>.</summary>
    internal string[] Settings { get; init; } = [];

    /// <summary>A store that goes away at a chosen moment; null for one that stays.</summary>
    internal StoreAway? Away { get; init; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_host.Url);

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where the store lies.</summary>
    public string DataFolder => _data;

    /// <summary>The store's time.</summary>
    public DateTimeOffset Now => _host.Services.GetRequiredService<IStoreClock>().Now;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Start();

    /// <summary>Stops in good order and starts again over the same store.</summary>
    internal async Task Restart()
    {
        await _host.DisposeAsync();
        await Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A caller with a valid token of that service identity.</summary>
    internal ApiCaller As(string principal) => new(Address, TokenOf(principal));

    /// <summary>A valid token of that service identity.</summary>
    internal string TokenOf(string principal) => _host.Issuer.ServiceToken(new PrincipalId(principal), Now);

    /// <summary>A caller with a valid token of that person, who holds these roles.</summary>
    internal ApiCaller AsPerson(string person, params string[] roles) => new(Address, PersonToken(person, roles));

    /// <summary>A valid token of that person, who holds these roles.</summary>
    internal string PersonToken(string person, params string[] roles) => _host.Issuer.PersonToken(person, roles, Now);

    /// <summary>The token of a customer who is signed in at a service.</summary>
    internal string SubjectToken(string customer, string principal)
    {
        Assert.True(CustomerId.TryParse(customer, out var id));
        return _host.Issuer.SubjectToken(id, new PrincipalId(principal), Now);
    }

    /// <summary>A source's signature over what it says of fields.</summary>
    internal string Sign(string source, string principal, string? subject, string operation, string body) => _host.Sources.Sign(
        new SourceName(source), new PrincipalId(principal), subject, OperationId.FromTrusted(operation),
        CommandText.DigestOf(BodyReader.Command(CommandText.Assert, body))!, Now)!;

    /// <summary>An instant that was a moment ago, as the API takes it.</summary>
    internal string Observed(int secondsAgo = 1) => IdentityGrains.Gateway.Intake.Rfc3339.Write(Now - TimeSpan.FromSeconds(secondsAgo));

    private async Task Start()
    {
        var options = new ProductOptions
        {
            DataFolder = _data, HttpPort = 0, DevelopmentIssuer = true, PolicyFile = Path.Combine(Repository.Root, "deploy", "sample", "policy.yaml"),
            ConfigureServices = Away is { } away ? services => services.AddSingleton<IIncomingGrainCallFilter>(away) : null,
        };
        _host = await ProductHost.StartAsync(options, Settings, TestContext.Current.CancellationToken);
    }
}
