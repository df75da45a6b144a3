using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>How a store's rows read; the first column of each is the customer. What does not fit is an <see cref="InvalidDataException"/>.</summary>
internal interface IRowReader<in TRow>
{
    CustomerId Customer(TRow row);

    StoredHead Head(TRow row);

    StoredSnapshot Snapshot(TRow row);

    StoredNativeKey NativeKey(TRow row);

    StoredDisclosure Disclosure(TRow row);

    StoredHolding Holding(TRow row);

    WrappedKey Key(TRow row);

    StoredEntry Entry(TRow row);
}

/// <summary>Which table a row is of; entries apart.</summary>
internal enum RowKind
{
    Head = 1,
    Snapshot = 2,
    NativeKey = 3,
    Disclosure = 4,
    Holding = 5,
    Key = 6,
}
