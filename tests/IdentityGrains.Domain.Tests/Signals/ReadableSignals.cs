using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Domain.Tests.Signals;

/// <summary>
/// Signals that say in words what they mean: <c>1</c> and <c>0</c> of Global Privacy Control, and any text of the other kinds that does not begin with a
/// question mark; one that ends with <c>+gpc</c> or <c>-gpc</c> holds that subsection.
/// </summary>
internal sealed class ReadableSignals : SignalFormat
{
    public override SignalReading? Read(SignalKind kind, string text) => (kind, text) switch
    {
        (_, "") => null,
        (SignalKind.Gpc, "1") => new SignalReading(true, []),
        (SignalKind.Gpc, "0") => new SignalReading(false, []),
        (SignalKind.Gpc, _) => null,
        (_, ['?', ..]) => null,
        (SignalKind.Gpp, _) when text.EndsWith("+gpc", StringComparison.Ordinal) => new SignalReading(true, [new Part("gpc", "yes")]),
        (SignalKind.Gpp, _) when text.EndsWith("-gpc", StringComparison.Ordinal) => new SignalReading(false, [new Part("gpc", "no")]),
        _ => new SignalReading(null, [new Part("said", "something")]),
    };
}
