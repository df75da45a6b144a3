using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Postgres;
using Npgsql;

namespace IdentityGrains.Storage.Tests.Postgres;

/// <summary>A statement that says <c>$4 IS NULL OR platform = $4</c> has one plan for every way of asking, and it is no index's.</summary>
public class ExceptionStatementTests
{
    private static readonly ExceptionFilter Everything = new(true, null, null, null, null, null);

    [Fact]
    public void What_is_not_asked_for_is_no_part_of_it()
    {
        Assert.DoesNotContain("platform =", Text(Everything), StringComparison.Ordinal);
        Assert.DoesNotContain("customer =", Text(Everything), StringComparison.Ordinal);
        Assert.Contains("AND platform = $4", Text(Everything with { Platform = new PlatformName("crm") }), StringComparison.Ordinal);
        Assert.Contains("AND customer = $5", Text(Everything with { Customer = CustomerId.New() }), StringComparison.Ordinal);
    }

    private static string Text(ExceptionFilter filter)
    {
        using var connection = new NpgsqlConnection();
        using var command = PostgresExceptionRows.List(filter, null, 10).On(connection);
        return command.CommandText;
    }
}
