using System.Text.Json;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>One line of a file: who speaks of whom, by which key, and what is said.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="At">When the source saw it, as the file writes it; the gateway judges it.</param>
/// <param name="Own">The source's own key of the customer.</param>
/// <param name="Knows">A key of another source by which this one knows the customer.</param>
/// <param name="SignedIn">True when the customer was signed in.</param>
/// <param name="Act">What is said.</param>
/// <param name="Said">Its content as the file writes it.</param>
/// <param name="Evidence">What accompanies it.</param>
internal sealed record ImportLine(
    long Number, string At, NativeKey Own, NativeKey? Knows, bool SignedIn, SaidAct Act, JsonElement Said, JsonElement? Evidence)
{
    /// <summary>The number alone: a line holds personal values.</summary>
    public override string ToString() => $"line {Number}";
}

/// <summary>What a line says of the customer.</summary>
internal enum SaidAct
{
    /// <summary>Nothing but that the source knows the customer.</summary>
    Nothing = 0,

    /// <summary>What fields are.</summary>
    Assert = 1,

    /// <summary>A yes or no to a purpose.</summary>
    Consent = 2,

    /// <summary>That processing stop, or go on.</summary>
    Restriction = 3,

    /// <summary>A code, or what else becomes of the verification of a contact point.</summary>
    Verify = 4,

    /// <summary>A privacy signal.</summary>
    Signal = 5,
}

/// <summary>A line, or why it is none.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Line">The line; null when it is none.</param>
/// <param name="Faults">What is wrong with it; empty when nothing is.</param>
internal sealed record ReadLine(long Number, ImportLine? Line, ImmutableArray<Fault> Faults);
