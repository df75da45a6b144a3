using IdentityGrains.Client.Customers;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using System.Text.Json;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Begins a record with what the source knows of the customer, in one entry: whoever is refused leaves nothing behind.</summary>
internal static class UserCreation
{
    // A key is bound once for ever, so that under it there is one creation to name.
    private static readonly OperationId Unnamed = OperationId.FromTrusted("scim-post");

    public static async Task<Read<UserDone>> Create(UserAsk ask, JsonElement body)
    {
        if (!ResourceReading.Of(body, ask.Mapping).Ok(out var said, out var problem) || !KeyOf(said, ask).Ok(out var key, out problem))
        {
            return problem;
        }

        if (said.Active == false)
        {
            return ProblemResult.At(Pointer.To("active"), Catalogue.NotMutable);
        }

        if (said.Fields.Length > Limits.Fields)
        {
            return new ProblemResult(Catalogue.TooManyItems);
        }

        // Without a key or a name of the caller's own for the act, a retry would make a second person.
        if (key is null && ask.Operation is null)
        {
            return ProblemResult.At(Pointer.Header(OperationKey.Header), Catalogue.IdempotencyKeyRequired);
        }

        var command = new CreateCustomer(ask.Operation ?? Unnamed, default, CustomerCommand.OnArrival, key) { Fields = said.Fields, Deadline = ask.Deadline };
        var answer = await Acts.Grains(ask.Http).GetGrain<ICrosswalkGrain>(0).Create(command, CancellationToken.None);
        switch (answer)
        {
            case Answer.Refused refused:
                return RefusalProblems.Of(refused);
            case Answer.Reused:
                return ask.Operation is null
                    ? new ProblemResult(Catalogue.CustomerExists)
                    : ProblemResult.At(Pointer.Header(OperationKey.Header), Catalogue.IdempotencyKeyReused);
            case Answer.Done { Receipt: var receipt, Replayed: var replayed }:
                if (!(await ask.SeeAfter(receipt.Customer)).Ok(out var view, out problem))
                {
                    return problem;
                }

                // Soon after, it is the retry of a request whose answer was lost; later it is somebody who does not know that the user is there.
                return replayed && ask.Operation is null && view.AsOf - receipt.RecordedAt > ScimLimits.RetryWindow
                    ? new ProblemResult(Catalogue.CustomerExists)
                    : new UserDone(StatusCodes.Status201Created, view, receipt, said.Ignored, replayed);
            default:
                return new ProblemResult(Catalogue.OutcomeUnknown);
        }
    }

    private static Read<NativeKey?> KeyOf(Said said, UserAsk ask)
    {
        if (said is { ExternalId: { } one, UserName: { } other } && one != other)
        {
            return ProblemResult.At(Pointer.To("userName"), Catalogue.ValidationFailed);
        }

        return (said.ExternalId ?? said.UserName) is not { } text ? (NativeKey?)null
            : NativeKey.TryParse(ask.Mapping.Source.Source, text, out var key) ? key
            : ProblemResult.At(Pointer.To(said.ExternalId is null ? "userName" : "externalId"), Catalogue.ValidationFailed);
    }
}
