using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Format;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>A statement and its parameters, in order: <c>$1</c> is the first that was bound.</summary>
internal sealed class Query(string sql)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public Query Bind(long value) => Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public Query Bind(int value) => Add(new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer });

    public Query Bind(bool value) => Add(new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean });

    public Query Bind(string? value) => Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });

    public Query Bind(ReadOnlyMemory<byte> value) =>
        Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });

    public Query Bind(DateTimeOffset at) => Bind(Canonical.Microseconds(at));

    public Query Bind(CustomerId customer) => Add(new NpgsqlParameter<Guid> { TypedValue = customer.ToColumn(), NpgsqlDbType = NpgsqlDbType.Uuid });

    public Query Bind(CustomerId? customer) =>
        customer is { } known ? Bind(known) : Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });

    /// <summary>A column of a batch: one value for each row.</summary>
    public Query Bind<T>(T[] column, NpgsqlDbType type) => Add(new NpgsqlParameter<T[]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });

    /// <summary>Two columns: whose copies, and at which platforms.</summary>
    public Query Bind(IReadOnlyList<(CustomerId Customer, PlatformName Platform)> copies) =>
        Bind([.. copies.Select(c => c.Customer.ToColumn())], NpgsqlDbType.Uuid).Bind([.. copies.Select(c => c.Platform.Value)], NpgsqlDbType.Text);

    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        _parameters.ForEach(p => command.Parameters.Add(p));
        return command;
    }

    public NpgsqlBatchCommand InBatch()
    {
        var command = new NpgsqlBatchCommand(sql);
        _parameters.ForEach(p => command.Parameters.Add(p));
        return command;
    }

    private Query Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return this;
    }
}
