using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IdentityGrains.House.Tests.Floors;

/// <summary>What an assembly refers to, read from its metadata: what the compiler kept is what is really used.</summary>
internal sealed class BuiltAssembly : IDisposable
{
    private readonly PEReader _file;

    public BuiltAssembly(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        Metadata = _file.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    public IEnumerable<string> References => Metadata.AssemblyReferences.Select(h => Text(Metadata.GetAssemblyReference(h).Name));

    /// <summary>Full names of the types of other assemblies that are mentioned.</summary>
    public IEnumerable<string> ForeignTypes => Metadata.TypeReferences.Select(NameOf);

    public BlobReader Body(MethodDefinition method) => _file.GetMethodBody(method.RelativeVirtualAddress).GetILReader();

    public string NameOf(TypeReferenceHandle handle)
    {
        var type = Metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope) + "+" + Text(type.Name)
            : Text(type.Namespace) + "." + Text(type.Name);
    }

    public string NameOf(TypeDefinitionHandle handle)
    {
        var type = Metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? NameOf(outer) + "+" + Text(type.Name) : Text(type.Namespace) + "." + Text(type.Name);
    }

    public string Text(StringHandle handle) => Metadata.GetString(handle);

    public void Dispose() => _file.Dispose();
}
