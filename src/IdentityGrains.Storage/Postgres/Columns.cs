using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Format;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>How our values lie in columns. What does not fit is an <see cref="InvalidDataException"/>: somebody wrote it who should not.</summary>
internal static class Columns
{
    /// <summary>The sixteen bytes in their order, so that the column sorts as the ids do.</summary>
    public static Guid ToColumn(this CustomerId customer)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        customer.CopyTo(id);
        return new Guid(id, bigEndian: true);
    }

    public static CustomerId Customer(this NpgsqlDataReader row, int column)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        row.GetGuid(column).TryWriteBytes(id, bigEndian: true, out _);
        return CustomerId.FromBytes(id);
    }

    public static long Int(this NpgsqlDataReader row, int column) => row.GetInt64(column);

    public static int Small(this NpgsqlDataReader row, int column) => row.GetInt32(column);

    public static string Text(this NpgsqlDataReader row, int column) => row.GetString(column);

    public static byte[] Blob(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column)
    {
        try
        {
            return Canonical.Instant(row.GetInt64(column));
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("A time column holds no time", e);
        }
    }

    public static PlatformName Platform(this NpgsqlDataReader row, int column) => new(row.Text(column));
}
