using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>One connection and its prepared statements. Only one thread at a time may use it.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const uint KeptStatement = 1;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _prepared = [];

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>True while no transaction is open: also after SQLite ended one by itself, as it does when the disk is full.</summary>
    public bool OutsideTransaction => raw.sqlite3_get_autocommit(Handle) != 0;

    private sqlite3 Handle => _connection.Handle!;

    public static SqliteSession OpenForReading(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>Opens the one writing connection and reads back that it will keep what it commits.</summary>
    public static SqliteSession OpenForWriting(string path, bool secureDelete)
    {
        var session = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            session.Demand("journal_mode", "WAL", "wal");
            session.Demand("synchronous", "FULL", "2");

            // A shared commit touches pages all over the file. Moved into it less often, the same page is moved once for many commits.
            session.Execute("PRAGMA wal_autocheckpoint = 8192");
            session.Execute("PRAGMA cache_size = -65536");
            if (secureDelete)
            {
                session.Demand("secure_delete", "ON", "1");
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of this text, ready to be bound. Dispose of it after use.</summary>
    public Statement Prepare(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var prepared))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(Handle, sql, KeptStatement, out var statement), Handle);
            prepared = new Statement(Handle, statement);
            _prepared.Add(sql, prepared);
        }

        return prepared;
    }

    /// <summary>Executes a statement without parameters.</summary>
    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        statement.Run();
    }

    /// <summary>Executes several statements.</summary>
    public void ExecuteScript(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads several statements' answers as of one moment.</summary>
    public T AtOneMoment<T>(Func<SqliteSession, T> read)
    {
        Execute("BEGIN");
        try
        {
            return read(this);
        }
        finally
        {
            Execute("COMMIT");
        }
    }

    public void Dispose()
    {
        foreach (var prepared in _prepared.Values)
        {
            prepared.Close();
        }

        _prepared.Clear();
        _connection.Dispose();
    }

    private static SqliteSession Open(string path, SqliteOpenMode mode)
    {
        // Not pooled: a pooled connection would outlive the store and hold its file open.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        var session = new SqliteSession(connection);
        session.Execute("PRAGMA busy_timeout = 5000");
        session.Execute("PRAGMA temp_store = MEMORY");
        return session;
    }

    private void Demand(string pragma, string value, string expected)
    {
        Execute($"PRAGMA {pragma} = {value}");
        using var readBack = Prepare($"PRAGMA {pragma}");
        var actual = readBack.Step() ? readBack.Text(0) : "nothing";
        if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnsafeStoreException(
                $"{_connection.DataSource} answers {pragma} = {actual}, and {value} is needed to keep what is committed. Put the data folder on a local disk.");
        }
    }
}
