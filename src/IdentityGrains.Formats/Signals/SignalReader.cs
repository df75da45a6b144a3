using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Formats.Signals;

/// <summary>Reads the privacy signals of browsers and consent dialogues, strictly: half a signal is none.</summary>
public sealed class SignalReader : SignalFormat
{
    private const string GpcHeader = "Sec-GPC";

    /// <inheritdoc/>
    public override SignalReading? Read(SignalKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > ReceiveSignal.LongestText)
        {
            return null;
        }

        var content = new SignalContent();
        return kind switch
        {
            SignalKind.Gpc => Gpc(text),
            SignalKind.Tcf => TcfString.Read(text, content) ? new SignalReading(null, content.Parts) : null,
            SignalKind.Gpp => GppString.Read(text, content, out var gpc) ? new SignalReading(gpc, content.Parts) : null,
            _ => null,
        };
    }

    private static SignalReading? Gpc(string text) => text switch
    {
        "1" => new SignalReading(true, [new Part(GpcHeader, text)]),
        "0" => new SignalReading(false, [new Part(GpcHeader, text)]),
        _ => null,
    };
}
