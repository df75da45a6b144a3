using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Uses;

namespace IdentityGrains.Grains.Customers;

/// <summary>Says whether a customer's fields may be used. It writes nothing of its own.</summary>
internal sealed class UseDesk(CustomerServices services, RecordKeeper keeper)
{
    /// <summary>Decides on what is durable, once policy, time and everything that was under way when it was asked have had their say.</summary>
    public async Task<UseAnswer> Decide(UseQuestion question, Caller by, CancellationToken ct)
    {
        // Left out by a front-end it is no empty list, and would fail whoever reads it.
        question = question.Fields.IsDefault ? question with { Fields = [] } : question;
        for (var tries = 0; tries < CustomerClerk.MaxTries; tries++)
        {
            // Asked of the policy first, so that a question which nobody may ask tells nothing of whether somebody exists.
            if (Using.WhyNot(question, by, services.Policies.Current.Policy) is { } refusal)
            {
                return refusal;
            }

            // A yes rests on the whole record, not on what this activation happens to remember of it.
            if (await (tries == 0 ? keeper.Latest(ct) : keeper.Current(ct)) is not { } record)
            {
                return new UseAnswer.NoCustomer();
            }

            // A withdrawal that is on its way to the disk counts already: nobody may be told yes after it was said and before it is answered.
            if (record.RestsOn is { } rests)
            {
                await rests.WhenOver(ct);
            }

            if (record.Broken || !await keeper.BringUpToDate(record, ct))
            {
                continue;
            }

            var (durable, policy, now) = (record.Durable, services.Policies.Current, services.Clock.Now);
            if (!durable.Customer.Exists)
            {
                return new UseAnswer.NoCustomer();
            }

            // What was brought up to date may be on its way to the disk, and the policy may be another one since.
            if (durable.Epoch == policy.Epoch && !(now >= durable.DueAt) && Using.WhyNot(question, by, policy.Policy) is null)
            {
                return Using.Decide(durable.Customer, question, policy.Policy, now);
            }
        }

        throw new CustomerBusyException();
    }
}
