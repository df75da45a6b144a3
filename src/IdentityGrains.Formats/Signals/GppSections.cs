using System.Globalization;

namespace IdentityGrains.Formats.Signals;

/// <summary>The sections of a Global Privacy Platform string, by id.</summary>
internal static class GppSections
{
    /// <summary>The consent string of the European framework.</summary>
    public const int TcfEurope = 2;

    /// <summary>All states of the USA.</summary>
    public const int UsNational = 7;

    /// <summary>California.</summary>
    public const int UsCalifornia = 8;

    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "tcfeuv1", [TcfEurope] = "tcfeuv2", [4] = "integrity", [5] = "tcfcav1", [6] = "uspv1", [UsNational] = "usnat", [UsCalifornia] = "usca",
        [9] = "usva", [10] = "usco", [11] = "usut", [12] = "usct", [13] = "usfl", [14] = "usmt", [15] = "usor", [16] = "ustx", [17] = "usde",
        [18] = "usia", [19] = "usne", [20] = "usnh", [21] = "usnj", [22] = "ustn",
    }.ToFrozenDictionary();

    /// <summary>The section's name in the standard, or <c>section</c> and its number.</summary>
    public static string NameOf(int id) => Names.TryGetValue(id, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"section{id}");
}
