using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdentityGrains.Grains.Tests.Given;

/// <summary>One slot group's messages over an embedded store, without a silo around them. Everything runs in turn, as in a grain.</summary>
internal sealed class Mailroom : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mailroom-").FullName;
    private readonly SqliteStore _store;
    private readonly JournalWriter _writer;
    private readonly Meters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counted = [];
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly MessageRounds _rounds;
    private readonly CustomerKey _key = new(RandomNumberGenerator.GetBytes(CustomerKey.Size), 1);
    private PendingRun _run;

    private Mailroom(IMessagePort? port)
    {
        _store = SqliteStore.Open(new SqliteStoreOptions { Folder = _folder }, Time);
        _writer = new JournalWriter(_store.Journal, new JournalWriterOptions(), TimeProvider.System);
        Messages = new WatchedMessages(_store.Messages);
        Group = Slots.GroupOf(Customer.Slot);
        _run = new PendingRun(new Recorded(Domain.Customers.Customer.Nobody(Customer), Head.Start, _store.Clock.Now, 0, 0, null));
        var instruments = new Instruments(_meters, _writer);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == _meters && instrument.Name == "identitygrains.messages")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_counted)
            {
                var outcome = (string)tags[1].Value!;
                _counted[outcome] = _counted.GetValueOrDefault(outcome) + count;
            }
        });
        _listener.Start();
        var sender = new MessageSender((row, _) => Compose(row), port, Messages, _store.Clock, instruments, NullLogger.Instance);
        _rounds = new MessageRounds(Group, Messages, sender, _store.Clock, NullLogger.Instance);
    }

    public CustomerId Customer { get; } = CustomerId.New();

    public ShiftedTime Time { get; } = new();

    public int Group { get; }

    public WatchedMessages Messages { get; }

    /// <summary>What the customer says to a message: by default a code.</summary>
    public Func<MessageRow, Task<ComposedMessage?>> Compose { get; set; } = row => Task.FromResult<ComposedMessage?>(Composed(row));

    public static Mailroom Open(IMessagePort? port) => new(port);

    /// <summary>The customer's next entry owes him these messages; they are over after a quarter of an hour.</summary>
    public async Task Owe(params string[] ids)
    {
        var (start, now) = (_run.End, _store.Clock.Now);
        var entry = EntrySealer.Seal(
            _key,
            new EntryDraft(
                Customer, start.Head.Version + 1, now, new PrincipalId("nhi:shop"), null, OperationId.FromTrusted($"act-{start.Head.Version}"),
                _key.Fingerprint([]), "shop@1", 0, 0, [new CustomerCreated(new SourceName("shop"))]),
            start.Head);
        var run = new PendingRun(start);
        run.Add(
            entry, start with { Head = new Head(entry.Version, entry.Hash), RecordedAt = now }, new Effects(false, null, []),
            [.. ids.Select(id => new CustomerMessage(
                id, MessageKind.Code, new VerificationId(new FieldName("email"), entry.Version), 1, new ClaimId(entry.Version, 0), now.AddMinutes(15)))]);
        _run = run;
        Assert.Equal(RunOutcome.Committed, await _writer.Commit(run.ToRun()));
    }

    /// <summary>Wakes the rounds.</summary>
    public Task Wake() => InTurn(() => _rounds.Wake());

    /// <summary>Does something on the turns of the mailbox.</summary>
    public Task InTurn(Action act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.None, _turns);

    /// <summary>What waits in the store, due or not.</summary>
    public Task<IReadOnlyList<MessageRow>> Waiting() => _store.Messages.Due(Group, _store.Clock.Now.AddDays(9), 100, CancellationToken.None);

    /// <summary>How often an outcome was counted.</summary>
    public long Counted(MessageOutcome outcome)
    {
        lock (_counted)
        {
            return _counted.GetValueOrDefault(Words.Of(outcome));
        }
    }

    public static ComposedMessage Composed(MessageRow row) => new(
        row.Message.Id, row.Message.Kind, "confirmation_code", row.Message.Verification.Field, "n@x.test", row.Message.Verification.ToString(), "123456", null,
        null, [], row.Message.ExpiresAt);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _writer.DisposeAsync();
        await _store.DisposeAsync();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
