using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>A command that no silo ever heard of. Its writer is made by hand, as a stranger's would be.</summary>
internal sealed record Foreign(OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt) : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>Writes its name and nothing else.</summary>
internal sealed class ForeignCodec : IFieldCodec<Foreign>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, Foreign? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(Foreign), WireType.TagDelimited);
        writer.WriteEndObject();
    }

    public Foreign ReadValue<TInput>(ref Reader<TInput> reader, Field field) => throw new NotSupportedException("Nobody answers with one.");
}
