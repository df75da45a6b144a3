using System.Text;
using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Callers;

/// <summary>Reads a body as the gateway does, down to the command.</summary>
internal static class BodyReader
{
    private static readonly OperationId Operation = OperationId.FromTrusted("op-1");

    public static CustomerCommand Command(string act, string body) => act switch
    {
        CommandText.Create => Ok(Ok(Read(body, GatewayJson.Default.CreateBody)).Command(Operation)),
        CommandText.Attach => Ok(Ok(Read(body, GatewayJson.Default.AttachKeyBody)).Command(Operation, default)),
        CommandText.Assert => Ok(Ok(Read(body, GatewayJson.Default.AssertBody)).Command(Operation, default)),
        CommandText.Consent => Ok(Ok(Read(body, GatewayJson.Default.ConsentBody)).Command(Operation, default)),
        _ => Ok(Ok(Read(body, GatewayJson.Default.RestrictionBody)).Command(Operation, default)),
    };

    private static Read<T> Read<T>(string body, JsonTypeInfo<T> type)
        where T : class => StrictJson.Read(Encoding.UTF8.GetBytes(body), type);

    private static T Ok<T>(Read<T> read)
    {
        Assert.True(read.Ok(out var value, out _));
        return value!;
    }
}
