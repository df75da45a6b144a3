using IdentityGrains.Client.Callers;
using Orleans;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>A store that is away whenever one method of a grain would ask it, once it was asked so many times more: the instants between two calls.</summary>
internal sealed class StoreAway : IIncomingGrainCallFilter
{
    private string? _method;
    private int _before;

    /// <summary>From now on, after some calls that still go through.</summary>
    public void During(string method, int before = 0) => (_before, _method) = (before, method);

    /// <summary>It is back.</summary>
    public void Back() => _method = null;

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        $"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}" == _method && Interlocked.Decrement(ref _before) < 0
            ? throw new StoreUnavailableException()
            : context.Invoke();
}
