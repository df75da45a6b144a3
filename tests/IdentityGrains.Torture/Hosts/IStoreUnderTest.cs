using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Verification;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Hosts;

/// <summary>A store of the product as the harness sees it: how hosts are told of it, and how it is read afterwards.</summary>
internal interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>The server that faults are done to; null for the embedded store.</summary>
    PostgresServer? Server { get; }

    /// <summary>What a host must be told.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Writes down what the store's clock says.</summary>
    Task TellTime(Recorder recorder);

    /// <summary>Opens what is stored, for verifying.</summary>
    IStoredRecords Open();
}
