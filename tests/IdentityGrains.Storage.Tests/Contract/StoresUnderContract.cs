using IdentityGrains.Storage.Tests.Delivery;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Tests.Reconciling;
using IdentityGrains.Storage.Tests.Subscriptions;

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

public sealed class SqlitePermitsTests() : PermitsContract(new TemporaryStore());

public sealed class PostgresPermitsTests() : PermitsContract(new TemporaryPostgres());

public sealed class SqliteReconciliationsTests() : ReconciliationsContract(new TemporaryStore());

public sealed class PostgresReconciliationsTests() : ReconciliationsContract(new TemporaryPostgres());

public sealed class SqliteExceptionsTests() : ExceptionsContract(new TemporaryStore());

public sealed class PostgresExceptionsTests() : ExceptionsContract(new TemporaryPostgres());

public sealed class SqliteClaimExceptionsTests() : ClaimExceptionsContract(new TemporaryStore());

public sealed class PostgresClaimExceptionsTests() : ClaimExceptionsContract(new TemporaryPostgres());

public sealed class SqliteSubscriptionsTests() : SubscriptionsContract(new TemporaryStore());

public sealed class PostgresSubscriptionsTests() : SubscriptionsContract(new TemporaryPostgres());

public sealed class SqliteSharedContactsTests() : SharedContactsContract(new TemporaryStore());

public sealed class PostgresSharedContactsTests() : SharedContactsContract(new TemporaryPostgres());
