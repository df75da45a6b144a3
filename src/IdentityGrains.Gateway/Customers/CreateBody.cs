using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Customers;

/// <summary>Begins a customer's record.</summary>
internal sealed record CreateBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When the source met the customer.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [Description("The source's own key of the customer. With a key, the same customer is never created twice.")]
    public KeyBody? Key { get; init; }

    public Read<CreateCustomer> Command(OperationId operation)
    {
        // The customer is left out: the key or the operation decides who it is, and a fresh id would make of each retry another command.
        if (Key is null)
        {
            return new CreateCustomer(operation, default, ObservedAt, null);
        }

        return Key.Read(Pointer.To("key")).Ok(out var key, out var problem) ? new CreateCustomer(operation, default, ObservedAt, key) : problem;
    }
}

/// <summary>Says that the source knows the customer by a further key.</summary>
internal sealed record AttachKeyBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When the source learnt it.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [Description("The source's own key.")]
    public required KeyBody Key { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer) =>
        Key.Read(Pointer.To("key")).Ok(out var key, out var problem) ? new AttachKey(operation, customer, ObservedAt, key) : problem;
}
