using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>Runs when INCIDENTBOT_TEST_SQLSERVER holds the connection string of a database that may be written.</summary>
public sealed class SqlServerStoreTests : StoreContract
{
    private static readonly string? ConnectionString = Environment.GetEnvironmentVariable("INCIDENTBOT_TEST_SQLSERVER");

    [Fact]
    public void A_connection_string_without_a_server_is_refused_with_a_sentence()
    {
        var failure = Assert.Throws<StoreUnavailableException>(() => new SqlServerDatabase("Database=incidents;Password=hidden", TimeProvider.System, new Random(1)));

        Assert.Contains("names no server", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Server=db;Passwort=hidden")]
    public void A_connection_string_that_is_none_is_refused_with_a_sentence(string connectionString)
    {
        var failure = Assert.Throws<StoreUnavailableException>(() => new SqlServerDatabase(connectionString, TimeProvider.System, new Random(1)));

        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_explained_without_the_connection_string()
    {
        await using var database = new SqlServerDatabase(
            "Server=tcp:127.0.0.1,1;Database=incidents;User Id=bot;Password=hidden;Encrypt=false;TrustServerCertificate=true;Connect Timeout=2;ConnectRetryCount=0", TimeProvider.System, new Random(1));

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.QueryAsync<int>("SELECT 1", null, default));

        Assert.Contains("SQL Server cannot be used", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    protected override async Task<Database> OpenAsync()
    {
        Assert.SkipWhen(string.IsNullOrWhiteSpace(ConnectionString), "INCIDENTBOT_TEST_SQLSERVER is not set.");
        var database = new SqlServerDatabase(ConnectionString!, TimeProvider.System, new Random(1));
        await TestStore.MigrateAsync(database);
        return database;
    }
}
