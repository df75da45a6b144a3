using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Values in tests, read by the field's own format, so that a test compares what the record would hold.</summary>
internal static class TestValues
{
    public static FieldValue Read(ValueReader value, FieldRule? rule)
    {
        if (Raw(value, rule) is not { } raw)
        {
            value.Refuse("wrong-type", "A value is expected here: a text, true or false, a list of topics, or the parts of an address.");
            return FieldValue.Blank;
        }

        // An address may be written in one line: which parts it has does not matter to who wins.
        if (rule is null || (rule.Type == "address" && raw is FieldValue.Text))
        {
            return raw;
        }

        var read = rule.Format.Read(raw, out var fault);
        if (read is null)
        {
            value.Refuse("invalid-test-value", $"This is no value of type {rule.Type}: {fault}.");
        }

        return read ?? FieldValue.Blank;
    }

    private static FieldValue? Raw(ValueReader value, FieldRule? rule) => value.Node switch
    {
        null => FieldValue.Blank,
        YamlScalar { IsNull: true } => FieldValue.Blank,
        YamlScalar { Plain: true, Text: "true" or "false" } flag when rule?.Type == "bool" => new FieldValue.Flag(flag.Text == "true"),
        YamlScalar text => new FieldValue.Text(text.Text),
        YamlSequence topics when topics.Items.TrueForAll(i => i is YamlScalar) =>
            new FieldValue.Topics([.. topics.Items.Cast<YamlScalar>().Select(t => t.Text)]),
        YamlMapping parts when parts.Entries.Values.All(p => p is YamlScalar) =>
            new FieldValue.Parts([.. parts.Entries.Select(p => new Part(p.Key, ((YamlScalar)p.Value).Text))]),
        _ => null,
    };
}
