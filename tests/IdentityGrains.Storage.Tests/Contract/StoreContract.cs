using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

/// <summary>A store under contract and a customer to write of.</summary>
public abstract class StoreContract(ITemporaryStore temporary) : IAsyncLifetime
{
    private protected readonly Author Ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    protected ITemporaryStore Temporary => temporary;

    private protected IStore Store => temporary.Store;

    private protected int Group => Slots.GroupOf(Ana.Customer.Slot);

    public async ValueTask InitializeAsync() => await temporary.Open();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await temporary.DisposeAsync();
    }
}
