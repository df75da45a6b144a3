using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IdentityGrains.House.Tests.Floors;

namespace IdentityGrains.House.Tests.Law;

/// <summary>Which members of other assemblies each method calls, read from its instructions.</summary>
internal static class Calls
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(o => o.Value & 0xFFFF);

    /// <summary>Pairs of the calling method and the member or type it names, as <c>Namespace.Type.Member</c>.</summary>
    public static IEnumerable<(string Caller, string Type, string Member)> Of(BuiltAssembly assembly)
    {
        foreach (var handle in assembly.Metadata.MethodDefinitions)
        {
            var method = assembly.Metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            var caller = assembly.NameOf(method.GetDeclaringType()) + "." + assembly.Text(method.Name);
            foreach (var token in Tokens(assembly.Body(method)))
            {
                if (Named(assembly, token) is var (type, member))
                {
                    yield return (caller, type, member);
                }
            }
        }
    }

    private static List<EntityHandle> Tokens(BlobReader body)
    {
        var tokens = new List<EntityHandle>();
        while (body.RemainingBytes > 0)
        {
            int code = body.ReadByte();
            var instruction = OpCodesByValue[code == 0xFE ? 0xFE00 | body.ReadByte() : code];
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                tokens.Add((EntityHandle)MetadataTokens.Handle(body.ReadInt32()));
                continue;
            }

            // Before the sum: reading the length of a jump table moves the offset as well.
            var operand = instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 * body.ReadInt32(),
                _ => 4,
            };
            body.Offset += operand;
        }

        return tokens;
    }

    private static (string Type, string Member)? Named(BuiltAssembly assembly, EntityHandle token)
    {
        var metadata = assembly.Metadata;
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                return Named(assembly, metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method);
            case HandleKind.TypeReference:
                return (assembly.NameOf((TypeReferenceHandle)token), string.Empty);
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)token);
                return Owner(assembly, member.Parent) is { } owner ? (owner, assembly.Text(member.Name)) : null;
            default:
                return null;
        }
    }

    private static string? Owner(BuiltAssembly assembly, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return assembly.NameOf((TypeReferenceHandle)parent);
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // GENERICINST (CLASS | VALUETYPE) type ...: the generic type is what counts.
        var signature = assembly.Metadata.GetBlobReader(assembly.Metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadByte();
        var type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? assembly.NameOf((TypeReferenceHandle)type) : null;
    }
}
