using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>
/// Compares a body with the type that it should become, and names every member that is unknown, absent, or null where null says nothing.
/// The deserializer would name the first one only, and its path would have to be read out of an exception's text.
/// </summary>
internal static class Shape
{
    public static ProblemResult? ProblemOf(JsonElement body, JsonTypeInfo expected)
    {
        var unknown = new List<Violation>();
        var invalid = new List<Violation>();
        Compare(body, expected, Pointer.Root);
        return unknown.Count > 0 ? new ProblemResult(Catalogue.UnknownProperty, unknown)
            : invalid.Count > 0 ? new ProblemResult(Catalogue.ValidationFailed, invalid)
            : null;

        void Compare(JsonElement element, JsonTypeInfo type, string pointer)
        {
            switch (type.Kind)
            {
                case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                    Members(element, type, pointer);
                    break;
                case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                    foreach (var (index, item) in element.EnumerateArray().Index())
                    {
                        Item(item, type.ElementType!, Pointer.Below(pointer, index));
                    }

                    break;
                case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                case JsonTypeInfoKind.None:
                    // A dictionary's names and a converter's text are judged by who reads them.
                    break;
                default:
                    invalid.Add(new Violation(pointer, Catalogue.ValidationFailed.Slug));
                    break;
            }

            void Item(JsonElement item, Type itemType, string at)
            {
                if (item.ValueKind == JsonValueKind.Null)
                {
                    invalid.Add(new Violation(at, Catalogue.ValidationFailed.Slug));
                }
                else
                {
                    Compare(item, type.Options.GetTypeInfo(itemType), at);
                }
            }
        }

        void Members(JsonElement element, JsonTypeInfo type, string pointer)
        {
            foreach (var member in element.EnumerateObject())
            {
                var known = type.Properties.FirstOrDefault(p => string.Equals(p.Name, member.Name, StringComparison.Ordinal));
                var at = Pointer.Below(pointer, member.Name);
                if (known is null)
                {
                    unknown.Add(new Violation(at, Catalogue.UnknownProperty.Slug));
                }
                else if (member.Value.ValueKind == JsonValueKind.Null)
                {
                    if (known.IsRequired || !known.IsSetNullable)
                    {
                        invalid.Add(new Violation(at, Catalogue.ValidationFailed.Slug));
                    }
                }
                else if (known.CustomConverter is null)
                {
                    Compare(member.Value, type.Options.GetTypeInfo(known.PropertyType), at);
                }
            }

            invalid.AddRange(type.Properties
                .Where(p => p.IsRequired && !element.TryGetProperty(p.Name, out _))
                .Select(p => new Violation(Pointer.Below(pointer, p.Name), Catalogue.ValidationFailed.Slug)));
        }
    }
}
