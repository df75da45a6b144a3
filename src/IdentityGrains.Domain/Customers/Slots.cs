namespace IdentityGrains.Domain.Customers;

/// <summary>How customers are spread: 1,024 slots, of which a group shares one feed, one planner and one due-work grain.</summary>
public static class Slots
{
    /// <summary>Bits of a slot number.</summary>
    public const int Bits = 10;

    /// <summary>Slots in all.</summary>
    public const int Count = 1 << Bits;

    /// <summary>Slot groups; each is one stream of the feed and one planner.</summary>
    public const int Groups = 16;

    /// <summary>Slots of one group.</summary>
    public const int PerGroup = Count / Groups;

    /// <summary>The group that a slot belongs to.</summary>
    public static int GroupOf(int slot) => slot / PerGroup;

    /// <summary>The first slot of a group.</summary>
    public static int FirstOf(int group) => group * PerGroup;
}
