using IdentityGrains.Client.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>The product behind the door.</summary>
public sealed class ClusterDoorTests(RunningProduct product) : DoorContract, IClassFixture<RunningProduct>
{
    internal override IDoor Door => product.Door;

    internal override string Token => product.Token;
}

/// <summary>One product for all of a class's tests.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    private Product _product = null!;
    private FrontEnd _frontEnd = null!;

    internal IDoor Door { get; private set; } = null!;

    internal string Token => _product.Token(TimeProvider.System.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _product = await Product.Start();
        _frontEnd = await FrontEnd.Start(_product);
        Door = new ClusterDoor(_frontEnd.Services.GetRequiredService<IClusterClient>());
    }

    public async ValueTask DisposeAsync()
    {
        await _frontEnd.DisposeAsync();
        await _product.DisposeAsync();
    }
}
