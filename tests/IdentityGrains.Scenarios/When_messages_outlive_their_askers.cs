using IdentityGrains.Client.Asking;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Scenarios.Secrecy;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Orleans logs messages that expired, that nobody waits for any more, or that cannot be delivered, with the text of their arguments and answers. At its most
/// talkative neither silo nor client tells what was said of a customer.
/// </summary>
[Collection(nameof(Overheard))]
public sealed class When_messages_outlive_their_askers
{
    private static readonly FieldName GivenName = new("given_name");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Canaries _canaries = new();
    private readonly Gate _gate = new();
    private readonly string _key;

    public When_messages_outlive_their_askers() => _key = _canaries.Text();

    [Fact]
    public async Task No_log_says_what_was_in_them()
    {
        using var silo = new Overheard();
        using var client = new Overheard();
        await using var shop = await Shop.Open(logging =>
        {
            silo.ListenToAll(logging);
            logging.Services.AddSingleton<IIncomingGrainCallFilter>(_gate);
        });
        await using var front = await FrontEnd.Start(shop, client.ListenToAll);
        var key = NativeKey.FromTrusted(new SourceName("commerce"), _key);
        var begun = Assert.IsType<Reply.Done>(await front.Identity.Create(new CreateCustomer(Fresh(), default, shop.Time.GetUtcNow(), key), Now));
        var customer = front.Identity.Customer(begun.Receipt.Customer);
        Assert.IsType<Reply.Done>(await customer.Submit(Said(shop, customer), Now));
        Assert.IsType<CustomerAnswer.Told>(await customer.Get(ct: Now));
        Assert.IsType<ExplainAnswer.Told>(await customer.Explain(GivenName, ct: Now));

        await NobodyWaits(shop, front, customer.Id);
        await TheClientGoes(shop, client, customer.Id);
        await TheSiloGoes(shop, front, customer.Id);

        Spoke("the silo", silo.Logs);
        Spoke("the client", client.Logs);
        Clean("the silo", silo.Logs);
        Clean("the client", client.Logs);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    // Answers come after their deadline, and what waits in the grain's queue expires there.
    private async Task NobodyWaits(Shop shop, FrontEnd front, CustomerId id)
    {
        _gate.Shut();
        var hasty = front.Identity.With(new CallScope { Deadline = Patience }).Customer(id);
        var act = hasty.Submit(Said(shop, hasty), Now);
        await _gate.Arrival();
        var read = Assert.ThrowsAsync<UnansweredException>(() => hasty.Get(ct: Now));
        var why = Assert.ThrowsAsync<UnansweredException>(() => hasty.Explain(GivenName, ct: Now));
        Assert.IsType<Reply.Unknown>(await act);
        await Task.WhenAll(read, why);
        _gate.Open();
        Assert.IsType<CustomerAnswer.Told>(await front.Identity.Customer(id).Get(ct: Now));
    }

    private async Task TheClientGoes(Shop shop, Overheard client, CustomerId id)
    {
        var leaving = await FrontEnd.Start(shop, client.ListenToAll);
        var customer = leaving.Identity.With(new CallScope { Deadline = Patience }).Customer(id);
        _gate.Shut();
        var abandoned = Ignore(customer.Submit(Said(shop, customer), Now));
        await _gate.Arrival();
        var unread = Ignore(customer.Get(ct: Now));
        await leaving.DisposeAsync();
        _gate.Open();
        await Task.WhenAll(abandoned, unread);
    }

    private async Task TheSiloGoes(Shop shop, FrontEnd front, CustomerId id)
    {
        var customer = front.Identity.With(new CallScope { Deadline = Patience }).Customer(id);
        _gate.Shut();
        var asked = Ignore(customer.Submit(Said(shop, customer), Now));
        await _gate.Arrival();
        var read = Ignore(customer.Get(ct: Now));
        var stopped = shop.Stop().AsTask();
        await Task.WhenAll(asked, read);
        _gate.Open();
        await stopped;
        Assert.IsType<Reply.Unknown>(await customer.Submit(Said(shop, customer), Now));
        await shop.Start();
    }

    private AssertFields Said(Shop shop, ICustomerHandle customer) => new(
        Fresh(), customer.Id, shop.Time.GetUtcNow(), _key,
        [
            new AssertedField(GivenName, new FieldValue.Text(_canaries.Text())),
            new AssertedField(new FieldName("email"), new FieldValue.Text(_canaries.Email())),
            new AssertedField(new FieldName("postal_address"), new FieldValue.Parts(
                [new Part("line1", _canaries.Text()), new Part("city", _canaries.Text()), new Part("postcode", _canaries.Text()), new Part("country", "DE")])),
        ],
        [new Evidence("case_reference", _canaries.Text())]);

    private static OperationId Fresh() => OperationId.FromTrusted(Guid.NewGuid().ToString("N"));

    private static async Task Ignore(Task call) => await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Silence proves nothing: messages were logged that carried what was said.
    private static void Spoke(string who, ICollection<string> logs)
    {
        Assert.True(logs.Any(l => l.StartsWith("Orleans", StringComparison.Ordinal) && l.Contains("ICustomerGrain.Submit(", StringComparison.Ordinal)), who);
    }

    private void Clean(string who, ICollection<string> logs)
    {
        var leaks = logs.Where(l => _canaries.FoundIn(l) is not null).ToArray();
        Assert.True(leaks.Length == 0, $"{who} logged {leaks.Length} times what was said, for example: {leaks.FirstOrDefault()}");
    }
}
