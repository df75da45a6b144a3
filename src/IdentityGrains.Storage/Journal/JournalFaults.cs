namespace IdentityGrains.Storage.Journal;

/// <summary>The store refused some of the data and certainly wrote nothing of any run. The writer finds the guilty run by halving.</summary>
public sealed class DataRefusedException(Exception cause) : Exception("The store refused the data of a commit", cause);

/// <summary>The store could not be asked, or its time is in doubt: what was asked certainly had no effect.</summary>
public sealed class StoreUnreachableException(Exception? cause = null) : Exception("The store could not be asked", cause);

/// <summary>Nobody knows whether the run is durable: the commit failed and the store does not answer. A retry with the same operation id tells which.</summary>
public sealed class OutcomeUnknownException(CustomerId customer, Exception cause)
    : Exception($"{customer}: it is not known whether the run was committed", cause);
