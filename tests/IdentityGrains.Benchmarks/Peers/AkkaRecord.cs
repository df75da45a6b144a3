using System.Text;
using Akka.Actor;
using Akka.Persistence;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>A record of 16 fields as an event-sourced actor. Its events are bytes, so that no serializer of objects is measured.</summary>
internal sealed class AkkaRecord : ReceivePersistentActor
{
    private readonly string?[] _fields = new string?[RecordTables.Fields + 1];

    public AkkaRecord(string id)
    {
        PersistenceId = id;
        Recover<byte[]>(Apply);
        Command<Change>(change =>
        {
            var asked = Sender;
            Persist((byte[])[(byte)change.Field, .. Encoding.UTF8.GetBytes(change.Value)], said =>
            {
                Apply(said);
                asked.Tell(LastSequenceNr);
            });
        });
    }

    public override string PersistenceId { get; }

    private void Apply(byte[] said) => _fields[said[0]] = Encoding.UTF8.GetString(said.AsSpan(1));

    /// <summary>Says one field anew.</summary>
    internal sealed record Change(int Customer, int Field, string Value);
}
