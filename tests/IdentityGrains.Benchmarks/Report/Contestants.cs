namespace IdentityGrains.Benchmarks.Report;

/// <summary>What the page says of each contender: what it does and what it does not do.</summary>
internal static class Contestants
{
    public static readonly IReadOnlyList<(string Name, string Title, string Does)> All =
    [
        ("ours", "ours, in-silo", "credential, law, sealing, chain, journal, head, feed and work row; planners and due work run beside it and are counted"),
        ("ours-tcp", "ours, Orleans client over TCP", "the same from another process on this machine"),
        ("ours-http", "ours, HTTP", "the same through the gateway from another process on this machine"),
        ("crud", "row-locking CRUD + outbox", "BEGIN, SELECT FOR UPDATE, UPDATE and INSERT in one batch, COMMIT; Npgsql, prepared. No history, no authority, no sealing; nobody reads the outbox"),
        ("one-statement", "one-statement CRUD + outbox", "UPDATE and INSERT in one statement, prepared: one round trip. Nothing is looked at before it is changed"),
        ("ef", "EF Core + outbox", "read, change, SaveChanges with a version as concurrency token; pooled contexts, repeated when somebody was faster"),
        ("akka", "Akka.NET sharding + Persistence.Sql", "an event-sourced actor per record, events are bytes; history, but neither outbox row nor sealing nor authority"),
        ("orleans-state", "Orleans IPersistentState, ADO.NET", "the state written whole per update, binary serializer, unique key; no history, no outbox"),
        ("append", "bare append", "limit: 512 rows of a journal's size per statement, nothing else"),
        ("commit", "our commit statement alone", "limit: 512 runs per statement with chance for bytes; nothing is decided, sealed or called"),
        ("ours-hot", "ours, one hot customer", "all callers update one customer"),
        ("call", "bare grain call, in-silo", "limit: a call that does nothing"),
        ("call-tcp", "bare grain call over TCP", "limit: the same from another process"),
        ("ours-reads", "ours, read in memory", "credential, and all 16 fields as the caller may see them"),
    ];
}
