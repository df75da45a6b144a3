using IdentityGrains.Storage.Tests.Delivery;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public sealed class SqliteFeedTests() : FeedContract(new TemporaryStore());

public sealed class PostgresFeedTests() : FeedContract(new TemporaryPostgres());

public sealed class SqliteSmallTablesTests() : SmallTablesContract(new TemporaryStore());

public sealed class PostgresSmallTablesTests() : SmallTablesContract(new TemporaryPostgres());

public sealed class SqliteDueWorkTests() : DueWorkContract(new TemporaryStore());

public sealed class PostgresDueWorkTests() : DueWorkContract(new TemporaryPostgres());

public sealed class SqlitePolicySweepsTests() : PolicySweepsContract(new TemporaryStore());

public sealed class PostgresPolicySweepsTests() : PolicySweepsContract(new TemporaryPostgres());

public sealed class SqliteRefusedDataTests() : RefusedDataContract(new TemporaryStore());

public sealed class PostgresRefusedDataTests() : RefusedDataContract(new TemporaryPostgres());

public sealed class SqliteDeliveriesTests() : DeliveriesContract(new TemporaryStore());

public sealed class PostgresDeliveriesTests() : DeliveriesContract(new TemporaryPostgres());

public sealed class SqliteSettlingTests() : SettlingContract(new TemporaryStore());

public sealed class PostgresSettlingTests() : SettlingContract(new TemporaryPostgres());
