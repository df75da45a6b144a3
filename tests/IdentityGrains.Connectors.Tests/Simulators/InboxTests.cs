using System.Net;
using System.Text;
using System.Text.Json;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Inbox;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Connectors.Tests.Simulators;

public sealed class InboxTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_message_arrives_signed_and_as_it_was_composed()
    {
        await using var mail = await SimulatedMail.Open();
        Assert.IsType<MessageEnd.Sent>(await mail.Send(Mail.Code()));
        Assert.IsType<MessageEnd.Sent>(await mail.Send(Mail.Notice()));

        var code = Assert.Single(mail.Inbox.Messages("n@x.test"));
        Assert.Equal(("code", "email", "email-12", "123456", "de-AT"), (code.Kind, code.Field, code.Verification, code.Code, code.Language));
        Assert.Equal((Mail.Code().ExpiresAt, 1), (code.ExpiresAt, code.Received));
        Assert.Equal(["newsletter"], code.OptsIn);
        var notice = Assert.Single(mail.Inbox.Messages("old@x.test"));
        Assert.Equal(("change_notice", null, "stop", null), (notice.Kind, notice.Code, notice.CancelToken, notice.Language));
        Assert.Equal([1, 2], mail.Inbox.Messages().Select(m => m.Number));
    }

    [Fact]
    public async Task A_stranger_and_a_late_message_are_refused_and_counted()
    {
        await using var mail = await SimulatedMail.Open();
        using var stranger = Mail.PortTo(mail.Simulator.InboxUrl, key: 2);
        using var late = Mail.PortTo(mail.Simulator.InboxUrl, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(-6)));

        Assert.Equal(new MessageEnd.Retry("http_401", null), await stranger.Send(Mail.Code(), Ct));
        Assert.Equal(new MessageEnd.Retry("http_401", null), await late.Send(Mail.Code(), Ct));
        Assert.Equal((0, 2), (mail.Inbox.Summary.Kept, mail.Inbox.Summary.RejectedSignatures));
    }

    [Fact]
    public async Task A_repeated_message_is_counted_and_not_listed_twice()
    {
        await using var mail = await SimulatedMail.Open();
        await mail.Send(Mail.Code());
        await mail.Send(Mail.Code());
        await mail.Send(Mail.Code() with { Code = "654321" });

        var kept = Assert.Single(mail.Inbox.Messages());
        Assert.Equal((3, "123456"), (kept.Received, kept.Code));
        Assert.Equal(new InboxSummary(3, 1, 2, 1, 0, 0, 0), mail.Inbox.Summary);
    }

    [Fact]
    public async Task What_is_lost_after_it_arrived_comes_again_under_the_same_id()
    {
        await using var mail = await SimulatedMail.Open();
        mail.Inject(FaultKind.ResetAfterApply, times: 1);
        mail.Inject(FaultKind.ErrorAfterApply, times: 1);

        Assert.Equal(new MessageEnd.Retry("reset", null), await mail.Send(Mail.Code()));
        Assert.Equal(new MessageEnd.Retry("http_500", null), await mail.Send(Mail.Code()));
        Assert.IsType<MessageEnd.Sent>(await mail.Send(Mail.Code()));
        Assert.Equal(3, Assert.Single(mail.Inbox.Messages()).Received);
        Assert.Equal(0, mail.Inbox.Summary.Differing);
    }

    [Fact]
    public async Task What_fails_before_leaves_nothing()
    {
        await using var mail = await SimulatedMail.Open();
        mail.Inject(FaultKind.ErrorBeforeApply, times: 1);
        mail.Inject(FaultKind.Status, times: 1, status: 422);

        Assert.Equal(new MessageEnd.Retry("http_503", null), await mail.Send(Mail.Code()));
        Assert.Equal(new MessageEnd.Refused("http_422"), await mail.Send(Mail.Code()));
        Assert.Empty(mail.Inbox.Messages());
        Assert.Equal(2, mail.Inbox.Summary.Faulted);
    }

    [Fact]
    public async Task Whoever_waits_for_a_message_gets_the_next_one_to_that_address()
    {
        await using var mail = await SimulatedMail.Open();
        await mail.Send(Mail.Code("msg_1"));
        var next = mail.Inbox.Next("n@x.test", after: 1, Ct);
        await mail.Send(Mail.Code("msg_2", to: "other@x.test"));
        Assert.False(next.IsCompleted);
        await mail.Send(Mail.Code("msg_3"));

        Assert.Equal("msg_3", (await next).Id);
    }

    [Fact]
    public async Task The_oldest_messages_give_way_and_the_counts_stay()
    {
        await using var mail = await SimulatedMail.Open(o => o.MaxInboxMessages = 2);
        for (var number = 1; number <= 4; number++)
        {
            await mail.Send(Mail.Code("msg_" + number));
        }

        Assert.Equal(["msg_3", "msg_4"], mail.Inbox.Messages().Select(m => m.Id));
        Assert.Equal(4, mail.Inbox.Summary.Kept);
    }

    [Fact]
    public async Task An_answer_takes_the_time_that_the_test_lets_pass()
    {
        var time = new WatchedTime();
        await using var mail = await SimulatedMail.Open(o => o.Time = time);
        mail.Inbox.Inject(new Fault(FaultKind.Latency) { DelayMs = 2000 });
        var sending = mail.Send(Mail.Code());
        await time.Armed.WaitAsync(Ct);
        Assert.Equal(0, mail.Inbox.Summary.Requests);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.IsType<MessageEnd.Sent>(await sending);
    }

    [Fact]
    public async Task The_inbox_can_be_looked_at_and_disturbed_over_HTTP()
    {
        await using var mail = await SimulatedMail.Open();
        using var fault = new StringContent("""{"kind":"retry_after","retryAfter":"120","times":1}""", Encoding.UTF8, "application/json");
        using var added = await _http.PostAsync(new Uri(mail.Simulator.Url + "/_sim/inbox/faults"), fault, Ct);
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        Assert.Equal(new MessageEnd.Retry("http_429", TimeSpan.FromMinutes(2)), await mail.Send(Mail.Code("msg_1", "+4366012345")));
        await mail.Send(Mail.Code("msg_1", "+4366012345"));
        await mail.Send(Mail.Code("msg_2"));

        var page = await Get(mail, "/_sim/inbox/messages?to=%2B4366012345");
        Assert.Equal("msg_1", Assert.Single(page.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(1, (await Get(mail, "/_sim/inbox/messages?after=1")).GetArrayLength());
        Assert.Equal(2, (await Get(mail, "/_sim/inbox/summary")).GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task A_fault_that_no_inbox_has_is_refused()
    {
        await using var mail = await SimulatedMail.Open();

        Assert.Throws<ArgumentException>(() => mail.Inject(FaultKind.AckLost));
    }

    [Fact]
    public async Task Without_a_key_there_is_no_inbox_and_no_platform_takes_its_name()
    {
        await using var simulator = await WebhookSimulator.StartAsync(new WebhookSimulatorOptions(), Ct);
        using var answer = await _http.PostAsync(new Uri(simulator.InboxUrl), null, Ct);
        Assert.Equal((null, HttpStatusCode.NotFound), (simulator.Inbox, answer.StatusCode));

        var options = new WebhookSimulatorOptions();
        options.Platforms[SimulatedInbox.Name] = [Keys.Text(1)];
        await Assert.ThrowsAsync<ArgumentException>(() => WebhookSimulator.StartAsync(options, Ct));
    }

    private async Task<JsonElement> Get(SimulatedMail mail, string path)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(mail.Simulator.Url + path), Ct));
        return document.RootElement.Clone();
    }

    // Says when somebody begins to wait.
    private sealed class WatchedTime() : FakeTimeProvider(System.GetUtcNow())
    {
        private readonly TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Armed => _armed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _armed.TrySetResult();
            return timer;
        }
    }
}
