using IdentityGrains.Benchmarks.Limits;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Benchmarks.Peers;

namespace IdentityGrains.Benchmarks.Contending;

/// <summary>Everybody who can be measured, by name.</summary>
internal static class Contenders
{
    public static async Task<IContender> Open(string name, Setup setup) => name switch
    {
        "crud" => await RowLockingCrud.Open(setup),
        "one-statement" => await OneStatementCrud.Open(setup),
        "ef" => await EfCrud.Open(setup),
        "akka" => await AkkaSharding.Open(setup),
        "orleans-state" => await OrleansState.Open(setup),
        "append" => await BareAppend.Open(setup),
        "commit" => await BareCommit.Open(setup),
        "call" => await BareCall.Open(setup),
        "call-tcp" => await BareCallOverTcp.Open(setup),
        "ours" => await OurUpdates.Open(setup),
        "ours-hot" => await OurUpdates.Open(setup with { Customers = 1 }),
        "ours-reads" => await OurReads.Open(setup),
        "ours-tcp" => await OurUpdatesOverTcp.Open(setup),
        "ours-http" => await OurUpdatesOverHttp.Open(setup),
        _ => throw new ArgumentException($"Nobody is called {name}."),
    };
}
