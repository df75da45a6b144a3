using IdentityGrains.Client.Customers;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using System.Globalization;
using System.Text.Json;

namespace IdentityGrains.Gateway.Scim;

/// <summary>
/// Says of a customer what a PUT or PATCH says of a user. A request is meant for the version that it names, or for the one that it finds; that version
/// also names the act, where the caller does not, so that the same request sent twice takes effect once (docs/decisions/0026).
/// </summary>
internal sealed class UserChange(UserAsk ask, CustomerId customer, string verb, Func<CustomerView, Read<Said>> read)
{
    /// <summary>Says everything that the source says of the user: what it leaves out and said before, it says no more.</summary>
    public static Task<Read<UserDone>> Replace(UserAsk ask, CustomerId customer, JsonElement body) => new UserChange(ask, customer, "put", view =>
    {
        if (!ResourceReading.Of(body, ask.Mapping).Ok(out var said, out var problem))
        {
            return problem;
        }

        // Only what it claimed itself, and what can change: of all else it was never asked.
        var claimed = view.Fields.Where(f => f.Claimed).Select(f => f.Field).ToHashSet();
        foreach (var place in ask.Mapping.Places.Where(p => p.Field is { Ranked: true, Immutable: false } && claimed.Contains(p.Field.Field) && !said.Has(p)))
        {
            said.Say(place, FieldValue.Blank, Pointer.Root);
        }

        return said;
    }).Submit();

    /// <summary>Says what the operations of a PATCH come to.</summary>
    public static Task<Read<UserDone>> Patch(UserAsk ask, CustomerId customer, JsonElement body) =>
        new UserChange(ask, customer, "patch", view => PatchReading.Of(body, ask.Mapping, view)).Submit();

    private ICustomerGrain Grain => Acts.Grains(ask.Http).Customer(customer);

    private async Task<Read<UserDone>> Submit()
    {
        for (var tries = 0; tries < ScimLimits.Tries; tries++)
        {
            if (!(await ask.See(customer)).Ok(out var view, out var problem) || !read(view).Ok(out var said, out problem))
            {
                return problem;
            }

            if ((Misnamed(said, view) ?? TooMuch(said)) is { } refusal)
            {
                return refusal;
            }

            if (said.Fields.IsEmpty)
            {
                return ask.Expected is { } only && only != view.Version ? Moved(view.Version)
                    : new UserDone(StatusCodes.Status200OK, view, null, said.Ignored, Replayed: false);
            }

            if (await Recalled(said, view) is Answer.Done known)
            {
                return await Told(known, said);
            }

            switch (await Grain.Submit(Command(said, view, ask.Expected ?? view.Version), CancellationToken.None))
            {
                case Answer.Done done:
                    return await Told(done, said);
                case Answer.Refused { Why: Refusal.VersionMoved, Version: var version } when ask.Expected is not null:
                    return Moved(version);
                case Answer.Refused { Why: not Refusal.VersionMoved } refused:
                    return RefusalProblems.Of(refused);
                case Answer.Reused when ask.Operation is not null:
                    return ProblemResult.At(Pointer.Header(OperationKey.Header), Catalogue.IdempotencyKeyReused);
                case Answer.Reused when ask.Expected is not null:
                    // Of that version this caller said something else already: the record has moved on from it.
                    return Moved(view.Version);
            }
        }

        return new ProblemResult(Catalogue.RateLimited);
    }

    // What was the last to be recorded, a moment ago and by this very request, was this request: its answer was lost.
    private async Task<Answer?> Recalled(Said said, CustomerView view) =>
        ask is { Operation: null, Expected: null } && view.Version > 1 && view.AsOf - view.RecordedAt <= ScimLimits.RetryWindow
            ? await Grain.Recall(Command(said, view, view.Version - 1), ask.Http.RequestAborted)
            : null;

    private AssertFields Command(Said said, CustomerView view, long version)
    {
        var operation = ask.Operation ?? OperationId.FromTrusted(string.Create(CultureInfo.InvariantCulture, $"scim-{verb}-{version}"));
        return new AssertFields(operation, customer, CustomerCommand.OnArrival, said.ExternalId ?? view.Keys.FirstOrDefault().Key, said.Fields, [])
        {
            ExpectedVersion = version, Deadline = ask.Deadline,
        };
    }

    // Native keys are attached and never taken away, and whether processing is restricted is a right of the customer's: neither changes in this way.
    private ProblemResult? Misnamed(Said said, CustomerView view)
    {
        string? wrong = (said.ExternalId, said.UserName, said.Active) switch
        {
            ({ } id, _, _) when !Own(view).Contains(id) => "externalId",
            (_, { } name, _) when !Own(view).DefaultIfEmpty(customer.ToString()).Contains(name) => "userName",
            (_, _, { } active) when active == view.Restricted => "active",
            _ => null,
        };
        return wrong is null ? null : ProblemResult.At(Pointer.To(wrong), Catalogue.NotMutable);
    }

    private static ProblemResult? TooMuch(Said said) => said.Fields.Length > Limits.Fields ? new ProblemResult(Catalogue.TooManyItems) : null;

    private static IEnumerable<string> Own(CustomerView view) => view.Keys.Select(k => k.Key);

    private static ProblemResult Moved(long? version) =>
        new(Catalogue.VersionConflict with { Status = StatusCodes.Status412PreconditionFailed }) { Version = version };

    private async Task<Read<UserDone>> Told(Answer.Done done, Said said) => (await ask.SeeAfter(customer)).Ok(out var since, out var problem)
        ? new UserDone(StatusCodes.Status200OK, since, done.Receipt, said.Ignored, done.Replayed)
        : problem;
}
