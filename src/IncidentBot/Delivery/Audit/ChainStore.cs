using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Reads the ends of chains, and what can be erased of them.</summary>
internal sealed class ChainStore(Database database)
{
    private const string NewestLink = """
        SELECT seq AS Seq, hash AS Hash, key_id AS KeyId FROM audit_link
        WHERE workspace_id = @Workspace AND incident = @Incident
          AND seq = (SELECT MAX(seq) FROM audit_link WHERE workspace_id = @Workspace AND incident = @Incident)
        """;

    private const string NewestChain = """
        SELECT place AS Place, workspace_id AS Workspace, incident AS Incident FROM audit_store
        WHERE place = (SELECT MAX(place) FROM audit_store)
        """;

    // The condition is that of the index.
    private const string FirstKey = """
        SELECT seq AS Seq, happened_at AS HappenedAt, key_id AS KeyId FROM audit_link
        WHERE workspace_id = @Workspace AND incident = @Incident AND kind = 'KeyBegan'
        ORDER BY seq
        """;

    private const string CountPending = "SELECT COUNT(*) FROM audit_pending WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string CountBegun = "SELECT COUNT(*) FROM audit_store WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string WordsOf = """
        SELECT w.seq AS Seq, w.subject AS Subject, l.words_hash AS Hash
        FROM audit_words w
        JOIN audit_link l ON l.workspace_id = w.workspace_id AND l.incident = w.incident AND l.seq = w.seq
        WHERE w.workspace_id = @Workspace AND w.incident = @Incident AND (w.subject = @Subject OR w.subject LIKE @Pattern)
        ORDER BY w.seq
        """;

    private const string SaltsOf = """
        SELECT seq AS Seq, place AS Place, subject AS Subject FROM audit_salt
        WHERE workspace_id = @Workspace AND incident = @Incident AND (subject = @Subject OR subject LIKE @Pattern)
        ORDER BY seq, place
        """;

    private const string CoversOf =
        "SELECT covers FROM audit_link WHERE workspace_id = @Workspace AND incident = @Incident AND seq = @Seq";

    /// <summary>The newest link of a chain.</summary>
    public async Task<AuditHead> FindHeadAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken) =>
        (await FindEndAsync(workspace, incident, cancellationToken)).Head;

    /// <summary>The end of a chain, to be gone on from.</summary>
    public async Task<ChainEnd> FindEndAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<HeadRow>(
            NewestLink, new { Workspace = workspace.Value, Incident = incident }, cancellationToken);
        return row is null ? new ChainEnd(AuditHead.None, null) : new ChainEnd(new AuditHead(row.Seq, row.Hash), row.KeyId);
    }

    /// <summary>Where a key first began in a chain; null: none did.</summary>
    public async Task<KeyStart?> FindKeyStartAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<HeadRow>(
            FirstKey, new { Workspace = workspace.Value, Incident = incident }, cancellationToken);
        return row is null ? null : new KeyStart(row.KeyId ?? string.Empty, row.Seq, row.HappenedAt);
    }

    /// <summary>The chain that began last in the store; null: there is none yet.</summary>
    public async Task<NewestChain?> FindNewestChainAsync(CancellationToken cancellationToken)
    {
        if (await database.FindAsync<ChainRow>(NewestChain, null, cancellationToken) is not { } row)
            return null;

        var workspace = new WorkspaceId(row.Workspace);
        return new NewestChain(row.Place, workspace, row.Incident, await FindHeadAsync(workspace, row.Incident, cancellationToken));
    }

    /// <summary>The chain that the next one to begin follows.</summary>
    public async Task<FormerChain> FindFormerAsync(CancellationToken cancellationToken) =>
        (await FindNewestChainAsync(cancellationToken))?.AsFormer ?? new FormerChain(1);

    /// <summary>Whether an incident of a former version waits for its record to be taken onto the trail.</summary>
    public async Task<bool> IsPendingAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(CountPending, new { Workspace = workspace.Value, Incident = incident }, cancellationToken))[0] > 0;

    /// <summary>Whether a chain has its place among those of the store.</summary>
    public async Task<bool> HasBegunAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(CountBegun, new { Workspace = workspace.Value, Incident = incident }, cancellationToken))[0] > 0;

    /// <summary>What there is to be erased.</summary>
    public async Task<IReadOnlyList<ErasedWords>> ListAsync(
        WorkspaceId workspace, int incident, ErasedSubject subject, CancellationToken cancellationToken)
    {
        var key = new
        {
            Workspace = workspace.Value,
            Incident = incident,
            subject.Subject,
            Pattern = subject.Below is null ? string.Empty : $"{subject.Subject}/%",
        };
        var words = await database.QueryAsync<WordsRow>(WordsOf, key, cancellationToken);
        var salts = await database.QueryAsync<SaltRow>(SaltsOf, key, cancellationToken);
        var found = words.Where(row => subject.Has(row.Subject)).Select(row => new ErasedWords(row.Seq, null, row.Hash)).ToList();
        foreach (var ofLink in salts.Where(row => subject.Has(row.Subject)).GroupBy(row => row.Seq))
        {
            var covers = await database.QueryAsync<string?>(
                CoversOf, new { key.Workspace, key.Incident, Seq = ofLink.Key }, cancellationToken);
            var rows = Covered.Read(covers[0] ?? string.Empty)?.Rows ?? [];
            found.AddRange(ofLink.Select(
                salt => new ErasedWords(salt.Seq, salt.Place, rows.ElementAtOrDefault(salt.Place)?.Words ?? string.Empty)));
        }

        return found;
    }

    private sealed class HeadRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = string.Empty;

        public string? KeyId { get; init; }

        public DateTimeOffset HappenedAt { get; init; }
    }

    private sealed class ChainRow
    {
        public long Place { get; init; }

        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }
    }

    private sealed class WordsRow
    {
        public long Seq { get; init; }

        public string Subject { get; init; } = string.Empty;

        public string Hash { get; init; } = string.Empty;
    }

    private sealed class SaltRow
    {
        public long Seq { get; init; }

        public int Place { get; init; }

        public string Subject { get; init; } = string.Empty;
    }
}

/// <summary>The end of a chain.</summary>
/// <param name="Head">Its newest link.</param>
/// <param name="KeyId">The key of that link's code; null: it has none.</param>
internal sealed record ChainEnd(AuditHead Head, string? KeyId);

/// <summary>Where a key began in a chain.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Seq">The link with which it began.</param>
/// <param name="At">When; UTC.</param>
public sealed record KeyStart(string Id, long Seq, DateTimeOffset At);

/// <summary>The chain that began last in the store.</summary>
/// <param name="Place">Its place among all, from 1.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Incident">Whose it is.</param>
/// <param name="Head">Its head.</param>
public sealed record NewestChain(long Place, WorkspaceId Workspace, int Incident, AuditHead Head)
{
    /// <summary>What the next chain says of it.</summary>
    internal FormerChain AsFormer => new(Place + 1, Workspace.Value, Incident, Head.Hash);
}
