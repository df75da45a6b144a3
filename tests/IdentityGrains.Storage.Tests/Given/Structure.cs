using System.Collections;
using System.Reflection;
using System.Text;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>Everything that a value is made of, as text: records with lists compare by reference otherwise, and values do not print.</summary>
internal static class Structure
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Describe(value, text);
        return text.ToString();
    }

    private static void Describe(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case DateTimeOffset at:
                text.Append(at.UtcTicks);
                break;
            case CustomerId or Enum or bool or int or long:
                text.Append(value);
                break;
            case IDictionary map:
                Each(map.Keys.Cast<object>().Select(k => Of(k) + ":" + Of(map[k])).Order(StringComparer.Ordinal), text);
                break;
            case IEnumerable items:
                Each(items.Cast<object?>(), text);
                break;
            default:
                text.Append(value.GetType().Name);
                Each(value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => p.GetValue(value)), text);
                break;
        }
    }

    private static void Each(IEnumerable items, StringBuilder text)
    {
        text.Append('(');
        foreach (var item in items)
        {
            Describe(item, text);
            text.Append(',');
        }

        text.Append(')');
    }
}
