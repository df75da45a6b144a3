using PhoneNumbers;

namespace IdentityGrains.Formats.Values;

/// <summary>Type <c>e164</c>: an international telephone number, stored as a plus and digits.</summary>
internal sealed class PhoneFormat : TextFormat
{
    private const int MostCharacters = 32;
    private const string Separators = " -.()/";

    protected override string? Parse(string text, out string fault)
    {
        // The library guesses: it would read letters as keys, an extension after the number, and a number of whichever country it is told.
        if (text[0] != '+' || text.Length > MostCharacters || !text.AsSpan(1).ToString().All(c => char.IsAsciiDigit(c) || Separators.Contains(c)))
        {
            return Invalid(FieldFaults.InvalidPhone, out fault);
        }

        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var number = util.Parse(text, null);
            return util.IsValidNumber(number)
                ? Valid(util.Format(number, PhoneNumberFormat.E164), out fault)
                : Invalid(FieldFaults.InvalidPhone, out fault);
        }
        catch (NumberParseException)
        {
            return Invalid(FieldFaults.InvalidPhone, out fault);
        }
    }
}
