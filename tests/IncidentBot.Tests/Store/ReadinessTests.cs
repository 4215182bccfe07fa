using System.Data.Common;
using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

public sealed class ReadinessTests
{
    [Fact]
    public async Task A_store_that_takes_a_write_is_ready() => Assert.True(await IsReadyAsync(new Answering(CommitResult.Committed)));

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_not_ready() => Assert.False(await IsReadyAsync(new Answering(null)));

    [Fact]
    public async Task A_store_without_the_schema_is_not_ready() => Assert.False(await IsReadyAsync(new Answering(CommitResult.Conflict)));

    private static Task<bool> IsReadyAsync(Database database) => new Readiness(database).IsReadyAsync(CancellationToken.None);

    /// <summary>Answers every write alike; null: as if the server were gone.</summary>
    private sealed class Answering(CommitResult? answer) : Database
    {
        public override Dialect Dialect => Dialect.Sqlite;

        public override Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken) =>
            Task.FromResult(answer ?? throw new StoreUnavailableException("The server is gone."));

        public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal override Task<T> ChangeSchemaAsync<T>(Func<DbConnection, DbTransaction, Task<T>> step, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
