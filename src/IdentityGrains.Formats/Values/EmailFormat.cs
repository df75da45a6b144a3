using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>
/// Type <c>email</c>: an address that a platform can send to. Narrower than RFC 5321 on purpose: quoted and non-ASCII local parts and
/// address literals are refused, because what one platform reads as one mailbox another reads as another. A domain in another script than Latin is
/// kept in ASCII, as mail systems compare it, and shown in both forms; one that mixes scripts within a label is refused.
/// </summary>
internal sealed partial class EmailFormat : TextFormat
{
    private const int MostLocalBytes = 64;
    private const int MostDomainBytes = 255;
    private const int MostBytesOfAll = 320;

    /// <summary>Begins a label that stands for one in another script.</summary>
    private const string AsciiLabel = "xn--";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    protected override string? Parse(string text, out string fault)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at != text.LastIndexOf('@') || Writing.Bytes(text) > MostBytesOfAll)
        {
            return Invalid(FieldFaults.InvalidEmail, out fault);
        }

        var local = text[..at];
        var domain = Domain(text[(at + 1)..]);
        return local.Length <= MostLocalBytes && Local().IsMatch(local) && domain is not null
            ? Valid(local + "@" + domain, out fault)
            : Invalid(FieldFaults.InvalidEmail, out fault);
    }

    /// <inheritdoc/>
    public override FieldValue? AsPeopleWrite(FieldValue value)
    {
        if (value is not FieldValue.Text { Value: var address } || !address.Contains(AsciiLabel, StringComparison.Ordinal))
        {
            return null;
        }

        var domain = address.LastIndexOf('@') + 1;
        try
        {
            var written = address[..domain] + Idn.GetUnicode(address[domain..]);
            return written == address ? null : new FieldValue.Text(written);
        }
        catch (ArgumentException)
        {
            // Another policy may have read it as another type, under which it need not be an address.
            return null;
        }
    }

    /// <summary>The domain in ASCII and lower case; null when it is none, or when one of its labels passes for another.</summary>
    private static string? Domain(string written)
    {
        try
        {
            var ascii = Idn.GetAscii(written.ToLowerInvariant());
            // Judged on what a reader would see, also when it came as punycode.
            return ascii.Length <= MostDomainBytes && Dotted().IsMatch(ascii) && !Array.Exists(Idn.GetUnicode(ascii).Split('.'), Scripts.Mixes)
                ? ascii
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z", Patterns.Linear)]
    private static partial Regex Local();

    // At least two labels, and a last one that is no number: admin@localhost and mail to an IP address reach nobody's mailbox.
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])\z", Patterns.Linear)]
    private static partial Regex Dotted();
}
