namespace IdentityGrains.Domain.Disclosure;

/// <summary>What becomes of a customer's record at a platform when nothing of it may be held any more: the policy's words.</summary>
public enum RecordEnd
{
    /// <summary>It stays, empty.</summary>
    Keep = 1,

    /// <summary>The platform holds nothing and takes nothing in for it any more.</summary>
    Suppress = 2,

    /// <summary>It stays, and is not active any more.</summary>
    Deactivate = 3,

    /// <summary>Unsubscribed and emptied first, then deleted.</summary>
    UnsubscribeThenDelete = 4,
}

/// <summary>How a record as such is named where fields are named. No field of a policy can have a colon in its name.</summary>
public static class RecordField
{
    /// <summary>The record: in a holding it stands there once an end of the record began, and nothing of it was told since.</summary>
    public static readonly FieldName Whole = new("record:whole");
}
