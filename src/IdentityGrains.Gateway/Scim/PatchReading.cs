using System.Text.Json;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>What an operation of a PATCH does. Microsoft Entra writes the words in capitals.</summary>
internal enum PatchVerb
{
    /// <summary>Says something besides.</summary>
    Add = 1,

    /// <summary>Says something instead.</summary>
    Replace = 2,

    /// <summary>Says that there is nothing.</summary>
    Remove = 3,
}

/// <summary>
/// Reads a PATCH, operation by operation, into what it says as a whole: all of it is one act or none. What is changed in part, an address or a set, is
/// changed from what the caller sees of it.
/// </summary>
internal sealed class PatchReading(UserMapping mapping, CustomerView view)
{
    private readonly PatchTarget _target = new(mapping, view);

    /// <summary>What the PATCH says; or the first problem with it.</summary>
    public static Read<Said> Of(JsonElement body, UserMapping mapping, CustomerView view)
    {
        if (!Members.Of(body, Pointer.Root, "schemas", "Operations").Ok(out var members, out var problem))
        {
            return problem;
        }

        var operations = members.Find("Operations");
        if ((members.NotOf(ScimSchemas.PatchOp) ?? ProblemOf(operations)) is { } wrong)
        {
            return wrong;
        }

        var reading = new PatchReading(mapping, view);
        foreach (var (index, operation) in operations!.Value.EnumerateArray().Index())
        {
            if (reading.Operation(operation, Pointer.Below(Pointer.To("Operations"), index)) is { } refused)
            {
                return refused;
            }
        }

        return reading._target.Said.Checked();
    }

    private static ProblemResult? ProblemOf(JsonElement? operations) =>
        operations is not { ValueKind: JsonValueKind.Array } given || given.GetArrayLength() == 0
            ? ProblemResult.At(Pointer.To("Operations"), Catalogue.ValidationFailed)
            : given.GetArrayLength() > ScimLimits.PatchOperations ? ProblemResult.At(Pointer.To("Operations"), Catalogue.TooManyItems)
            : null;

    private ProblemResult? Operation(JsonElement operation, string pointer)
    {
        if (!Members.Of(operation, pointer, "op", "path", "value").Ok(out var members, out var problem)
            || !members.Text("op", pointer).Ok(out var word, out problem) || !members.Text("path", pointer).Ok(out var text, out problem))
        {
            return problem;
        }

        var value = members.Find("value");
        if (!Enum.TryParse<PatchVerb>(word, ignoreCase: true, out var verb) || !word!.All(char.IsAsciiLetter))
        {
            return ProblemResult.At(Pointer.Below(pointer, "op"), Catalogue.ValidationFailed);
        }

        if (string.IsNullOrEmpty(text))
        {
            return verb == PatchVerb.Remove ? ProblemResult.At(Pointer.Below(pointer, "path"), Catalogue.NoTarget)
                : Whole(verb, value, Pointer.Below(pointer, "value"));
        }

        // What is removed is named by the path alone; passing a value over could take more away than is meant.
        return verb == PatchVerb.Remove && value is not null
            ? ProblemResult.At(Pointer.Below(pointer, "value"), Catalogue.ValidationFailed)
            : Named(verb, text, value, Pointer.Below(pointer, "path"), Pointer.Below(pointer, "value"));
    }

    // Without a path the value is of the resource: its members are attributes or, as Microsoft Entra writes them, paths.
    private ProblemResult? Whole(PatchVerb verb, JsonElement? value, string pointer)
    {
        if (value is not { } given)
        {
            return ProblemResult.At(pointer, Catalogue.ValidationFailed);
        }

        if (!Members.Of(given, pointer).Ok(out var members, out var problem))
        {
            return problem;
        }

        foreach (var (name, member) in members.All.Where(m => !m.Name.Equals("schemas", StringComparison.OrdinalIgnoreCase)))
        {
            var at = Pointer.Below(pointer, name);
            if ((AttributePath.SchemaOf(name) is { } schema ? OfSchema(verb, schema, member, at) : Named(verb, name, member, at, at)) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private ProblemResult? OfSchema(PatchVerb verb, string schema, JsonElement value, string pointer) =>
        Members.Of(value, pointer).Ok(out var members, out var problem)
            ? members.All.Select(m => Named(verb, $"{schema}:{m.Name}", m.Value, Pointer.Below(pointer, m.Name), Pointer.Below(pointer, m.Name)))
                .FirstOrDefault(p => p is not null)
            : problem;

    private ProblemResult? Named(PatchVerb verb, string text, JsonElement? value, string pathPointer, string pointer)
    {
        if (AttributePath.SchemaOf(text) is { } schema && value is { } extension)
        {
            return OfSchema(verb, schema, extension, pointer);
        }

        if (AttributePath.Parse(text, out var foreignFilter) is not { } path)
        {
            return ProblemResult.At(pathPointer, foreignFilter ? Catalogue.InvalidFilter : Catalogue.InvalidPath);
        }

        if (path.IsReadOnly)
        {
            return ProblemResult.At(pathPointer, Catalogue.NotMutable);
        }

        // Null takes away, as the RFC has it.
        var said = value is { ValueKind: not JsonValueKind.Null } ? value : null;
        if (verb != PatchVerb.Remove && said is null && value is null)
        {
            return ProblemResult.At(pointer, Catalogue.ValidationFailed);
        }

        return _target.Say(verb, path, said, pathPointer, pointer);
    }
}
