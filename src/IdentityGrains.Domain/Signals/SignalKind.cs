namespace IdentityGrains.Domain.Signals;

/// <summary>The standards by which a browser or a consent dialogue says what a person wants. Numbers are stored: never reuse one.</summary>
public enum SignalKind
{
    /// <summary>Global Privacy Control: the header <c>Sec-GPC</c>.</summary>
    Gpc = 1,

    /// <summary>A consent string of the IAB Transparency and Consent Framework, version 2.</summary>
    Tcf = 2,

    /// <summary>A string of the IAB Global Privacy Platform.</summary>
    Gpp = 3,
}
