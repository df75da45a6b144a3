using System.Diagnostics;
using IdentityGrains.Torture.Mutants;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs before the product's own main when <c>DOTNET_STARTUP_HOOKS</c> names this assembly, and puts a seeded bug into the host that is
/// built, or sets the host's clock wrong. The product is
/// the one that ships, byte for byte: it knows nothing of this, and the runtime looks for exactly this name outside any namespace.
/// </summary>
public static class StartupHook
{
    /// <summary>The runtime calls it.</summary>
    public static void Initialize()
    {
        WrongTime.OfEnvironment()?.TakeOver();
        if (Mutant.OfEnvironment() is not { } mutant)
        {
            return;
        }

        mutant.ChangeStatement();
        DiagnosticListener.AllListeners.Subscribe(new Watcher<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
            {
                listener.Subscribe(new Watcher<KeyValuePair<string, object?>>(told =>
                {
                    if (told is { Key: "HostBuilding", Value: IHostBuilder host })
                    {
                        host.ConfigureServices((_, services) => mutant.Decorate(services));
                    }
                }));
            }
        }));
    }

    private sealed class Watcher<T>(Action<T> see) : IObserver<T>
    {
        public void OnNext(T value) => see(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
