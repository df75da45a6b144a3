using System.Threading.Channels;
using IdentityGrains.Client.Customers;
using Orleans;

namespace IdentityGrains.Scenarios.Secrecy;

/// <summary>Holds calls to customers before their grain while it is shut, as a store that does not answer would.</summary>
public sealed class Gate : IIncomingGrainCallFilter
{
    private readonly Channel<string> _arrivals = Channel.CreateUnbounded<string>();
    private volatile TaskCompletionSource _open = Opened();

    /// <summary>From now on calls wait.</summary>
    public void Shut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those that wait go on.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Returns once one more call waits.</summary>
    public async Task Arrival() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not null && context.InterfaceMethod.DeclaringType == typeof(ICustomerGrain) && !_open.Task.IsCompleted)
        {
            _arrivals.Writer.TryWrite(context.MethodName);
            await _open.Task;
        }

        await context.Invoke();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
