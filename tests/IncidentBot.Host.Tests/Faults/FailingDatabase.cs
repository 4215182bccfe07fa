using System.Data.Common;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>A store that can be taken away and given back.</summary>
internal sealed class FailingDatabase(Database inner) : Database
{
    public const string Sentence = "The database is away.";

    private volatile bool isGone;

    public bool IsGone
    {
        get => isGone;
        set => isGone = value;
    }

    /// <summary>How many of the next commits someone else is faster than.</summary>
    public int Conflicts { get; set; }

    public override Dialect Dialect => inner.Dialect;

    public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        IsGone ? Task.FromException<IReadOnlyList<T>>(Failure()) : inner.QueryAsync<T>(sql, args, cancellationToken);

    public override Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken) =>
        Conflicts > 0 && Conflicts-- > 0 ? Task.FromResult(CommitResult.Conflict)
        : IsGone ? Task.FromException<CommitResult>(Failure()) : inner.CommitAsync(batch, cancellationToken);

    public override Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        IsGone ? Task.FromException<IReadOnlyList<T>>(Failure()) : inner.ChangeAsync<T>(sql, args, cancellationToken);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    internal override Task<T> ChangeSchemaAsync<T>(Func<DbConnection, DbTransaction, Task<T>> step, CancellationToken cancellationToken) =>
        IsGone ? Task.FromException<T>(Failure()) : inner.ChangeSchemaAsync(step, cancellationToken);

    private static StoreUnavailableException Failure() => new(Sentence);
}
