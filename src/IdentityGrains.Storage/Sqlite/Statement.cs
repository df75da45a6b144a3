using IdentityGrains.Storage.Format;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>
/// A prepared statement in use: bound in order, stepped, and reset when disposed of. It stands on SQLite itself, because ADO.NET's parameters, looked up by
/// name and boxed at each of five statements per entry, cost more than the statements.
/// </summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    private int _bound;

    public Statement Bind(long value) => Checked(raw.sqlite3_bind_int64(statement, ++_bound, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : Checked(raw.sqlite3_bind_null(statement, ++_bound));

    public Statement Bind(string? value) =>
        Checked(value is null ? raw.sqlite3_bind_null(statement, ++_bound) : raw.sqlite3_bind_text(statement, ++_bound, value));

    // An empty span would be bound as NULL, which is something else.
    public Statement Bind(ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, ++_bound, 0) : raw.sqlite3_bind_blob(statement, ++_bound, value));

    public Statement Bind(ReadOnlyMemory<byte> value) => Bind(value.Span);

    public Statement Bind(DateTimeOffset at) => Bind(Canonical.Microseconds(at));

    public Statement Bind(CustomerId customer)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        customer.CopyTo(id);
        return Bind(id);
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Executes to the end and says how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
            // What a pragma answers is read elsewhere.
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Reads every row.</summary>
    public List<T> All<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        while (Step())
        {
            rows.Add(read(this));
        }

        return rows;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int(int column) => raw.sqlite3_column_int64(statement, column);

    public int Small(int column) =>
        Int(column) is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw new InvalidDataException("A column holds a number out of range");

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTimeOffset Instant(int column)
    {
        try
        {
            return Canonical.Instant(Int(column));
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("A time column holds no time", e);
        }
    }

    public CustomerId Customer(int column)
    {
        var id = raw.sqlite3_column_blob(statement, column);
        return id.Length == CustomerId.Size ? CustomerId.FromBytes(id) : throw new InvalidDataException("A customer column holds no customer id");
    }

    /// <summary>Makes it ready for its next use.</summary>
    public void Dispose()
    {
        // The code repeats the fault of the last step, which was thrown there.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        _bound = 0;
    }

    public void Close() => raw.sqlite3_finalize(statement);

    private Statement Checked(int code)
    {
        SqliteException.ThrowExceptionForRC(code, database);
        return this;
    }
}
