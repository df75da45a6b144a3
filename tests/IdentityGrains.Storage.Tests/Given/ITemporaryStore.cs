using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>A store that is one test's own.</summary>
public interface ITemporaryStore : IAsyncDisposable
{
    /// <summary>The store, once it is open.</summary>
    IStore Store { get; }

    /// <summary>Makes and opens it.</summary>
    Task Open();

    /// <summary>Closes it and opens it again over what it kept.</summary>
    Task Reopen();

    /// <summary>What it holds as the verifier walks it, with the keys or without.</summary>
    Task<IStoredRecords> Records(bool keys);

    /// <summary>Changes an entry, as one who has the files or the server can.</summary>
    Task Tamper(CustomerId customer, long version);
}
