using System.Data;
using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Reads the chains of changes again, and the records with them, and finds out whether they hold.</summary>
public sealed class AuditCheck
{
    /// <summary>
    /// The kinds of changes that take the words of others away: of those about the same message, the same file of it, the action item
    /// made from it, the same why or factor, the same hypothesis, the same draft, the same sentence that somebody left in it, or the same
    /// early sign.
    /// </summary>
    internal const string Removed = "MessageRemoved", Forgotten = "MessageForgotten", FileRemoved = "FileRemoved",
        Withdrawn = "DraftsWithdrawn", DraftCut = "DraftWordsRemoved", ActionWordsRemoved = "ActionWordsRemoved",
        CauseWordsRemoved = "CauseWordsRemoved", LeftSentenceRemoved = "LeftSentenceRemoved",
        EarlySignWordsRemoved = "EarlySignWordsRemoved", HypothesisWordsRemoved = "HypothesisWordsRemoved";

    /// <summary>The kind of change that begins an incident.</summary>
    internal const string Started = "IncidentStarted";

    /// <summary>The kind of change after which a channel's messages go by another id, and what stands between the two ids.</summary>
    internal const string Moved = "ChannelIdChanged";

    internal const char Arrow = '>';

    // While the bot works, a chain may grow between two reads.
    private const int MostTries = 5;

    private const string SelectLinks = """
        SELECT l.seq AS Seq, l.happened_at AS HappenedAt, l.kind AS Kind, l.subject AS Subject, l.by_person AS ByPerson, l.source AS Source,
               l.words_hash AS WordsHash, l.hash AS Hash, l.covers AS Covers, l.key_id AS KeyId, l.mac AS Mac,
               w.salt AS Salt, w.words AS Words
        FROM audit_link l
        LEFT JOIN audit_words w ON w.workspace_id = l.workspace_id AND w.incident = l.incident AND w.seq = l.seq
        WHERE l.workspace_id = @Workspace AND l.incident = @Incident
        ORDER BY l.seq
        """;

    private const string SelectSalts = """
        SELECT seq AS Seq, place AS Place, salt AS Salt FROM audit_salt
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Select = """
        SELECT workspace_id AS Workspace, number AS Incident FROM incident
        UNION
        SELECT workspace_id AS Workspace, incident AS Incident FROM audit_link
        UNION
        SELECT workspace_id AS Workspace, incident AS Incident FROM audit_store
        """;

    private const string SelectPlaces = "SELECT place AS Place, workspace_id AS Workspace, incident AS Incident FROM audit_store";

    private readonly Database database;
    private readonly ChainStore chains;
    private readonly RecordReader records;
    private readonly KeyMarks marks;
    private readonly AuditKeys keys;

    /// <param name="database">The store.</param>
    /// <param name="chains">Reads the ends of chains.</param>
    /// <param name="records">Reads the records.</param>
    /// <param name="marks">Knows where a key has begun in every chain.</param>
    /// <param name="keys">The keys of codes.</param>
    internal AuditCheck(Database database, ChainStore chains, RecordReader records, KeyMarks marks, AuditKeys keys) =>
        (this.database, this.chains, this.records, this.marks, this.keys) = (database, chains, records, marks, keys);

    /// <summary>
    /// Notes in the chains of incidents that a channel's messages go by another id from here on; once for each, whoever keeps something of
    /// theirs.
    /// </summary>
    internal static void NoteMoves(Batch batch, IEnumerable<int> incidents, ChannelId from, ChannelId to)
    {
        var noted = batch.Changes.Where(change => change.Kind == Moved).Select(change => change.Incident).ToHashSet();
        foreach (var incident in incidents.Where(noted.Add))
            batch.Record(new Change(incident, Moved, string.Empty, $"{from}{Arrow}{to}"));
    }

    /// <summary>All incidents of which there is a record, a chain or a place among the chains, by workspace and number.</summary>
    public async Task<IReadOnlyList<AuditedIncident>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<IncidentKeyRow>(Select, null, cancellationToken);
        return
        [
            .. rows.OrderBy(row => row.Workspace, StringComparer.Ordinal).ThenBy(row => row.Incident)
                .Select(row => new AuditedIncident(new WorkspaceId(row.Workspace), row.Incident)),
        ];
    }

    /// <summary>What is printed below whatever is given out of an incident.</summary>
    public async Task<AuditHeads> FindHeadsAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken) => new(
        await chains.FindHeadAsync(workspace, incident, cancellationToken),
        (await chains.FindNewestChainAsync(cancellationToken))?.Head.Hash,
        await chains.FindKeyStartAsync(workspace, incident, cancellationToken));

    /// <summary>The chain that began last in the store; its head is the store's. Null: there is none.</summary>
    public Task<NewestChain?> FindStoreHeadAsync(CancellationToken cancellationToken) => chains.FindNewestChainAsync(cancellationToken);

    /// <summary>Goes through an incident's chain from its beginning, and compares its record with it.</summary>
    /// <param name="workspace">Whose chain.</param>
    /// <param name="incident">The incident's number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditReport> VerifyAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var before = await chains.FindHeadAsync(workspace, incident, cancellationToken);
            var report = await TryVerifyAsync(workspace, incident, cancellationToken);
            if (report.IsIntact || tried == MostTries || before == await chains.FindHeadAsync(workspace, incident, cancellationToken))
                return report;
        }
    }

    /// <summary>Finds out whether the chains of the store follow each other without a gap.</summary>
    /// <param name="verified">All incidents of the store, each with what was found out of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is wrong, each as the end of a sentence; empty: nothing.</returns>
    public async Task<IReadOnlyList<string>> VerifyStoreAsync(
        IReadOnlyList<(AuditedIncident Incident, AuditReport Report)> verified, CancellationToken cancellationToken)
    {
        var known = verified.Select(one => one.Incident).ToHashSet();
        var places = await database.QueryAsync<PlaceRow>(SelectPlaces, null, cancellationToken);

        // A chain that began since the others were read is no concern of theirs.
        var then = places.Select(row => (Incident: new AuditedIncident(new WorkspaceId(row.Workspace), row.Incident), row.Place))
            .Where(row => known.Contains(row.Incident)).ToDictionary(row => row.Incident, row => row.Place);
        return StoreProof.Problems(verified, then);
    }

    // What somebody else wrote into the chain may be none of the types that the program writes.
    private async Task<AuditReport> TryVerifyAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        try
        {
            return await VerifyOnceAsync(workspace, incident, cancellationToken);
        }
        catch (Exception e) when (e is DataException or FormatException or InvalidCastException or OverflowException)
        {
            return new AuditReport([], 0, "one of its links holds what the program never writes, and can't be read");
        }
    }

    private async Task<AuditReport> VerifyOnceAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var place = new { Workspace = workspace.Value, Incident = incident };
        var isPending = await chains.IsPendingAsync(workspace, incident, cancellationToken);
        var chain = new ReadChain(
            await database.QueryAsync<ReadLink>(SelectLinks, place, cancellationToken),
            await database.QueryAsync<ReadSalt>(SelectSalts, place, cancellationToken),
            isPending);
        var (hashes, problem) = ChainProof.Of(chain, workspace.Value, incident);
        var key = await ProveKeyAsync(workspace, chain, cancellationToken);
        if (key.Problem is not null && key.Right <= hashes.Count)
            (hashes, problem) = ([.. hashes.Take(key.Right)], key.Problem);
        var first = chain.Links.FirstOrDefault(link => link.Covered.Former is not null);
        return new AuditReport(hashes, chain.Links.Count(link => link.Words is null), problem)
        {
            RowProblems = problem is null ? await CompareAsync(workspace, incident, chain, cancellationToken) : [],
            Key = key.State,
            CoveredSince = chain.Taken?.HappenedAt,
            IsPending = chain.IsPending,
            Erasures = chain.Erasures,
            Former = first?.Covered.Former,
            BeganWithKey = first is { Kind: ChainWriter.KeyBegan, Covered.Key: not null },
        };
    }

    private async Task<KeyFinding> ProveKeyAsync(
        WorkspaceId workspace, ReadChain chain, CancellationToken cancellationToken)
    {
        var isDone = keys.Current is { } key && (await marks.ListAsync(key, cancellationToken)).Contains(workspace.Value);
        var proof = KeyProof.Of(chain, keys, isDone);
        return proof.State == KeyState.Waiting && await marks.HasBegunAsync(keys.Current!, cancellationToken)
            ? proof with { State = KeyState.Late }
            : proof;
    }

    private async Task<IReadOnlyList<string>> CompareAsync(
        WorkspaceId workspace, int incident, ReadChain chain, CancellationToken cancellationToken)
    {
        var rows = await records.ReadAsync(workspace, incident, cancellationToken);
        var problems = new RowProof(chain, records.Find).Problems(rows).ToList();
        foreach (var row in rows)
        {
            if (!await records.HasContentAsync(workspace, row, cancellationToken))
                problems.Add($"the content of {row.Table.Title(row.Key)} is not what was kept");
        }

        return problems;
    }

    private sealed class PlaceRow
    {
        public long Place { get; init; }

        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }
    }

    private sealed class IncidentKeyRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }
    }
}

/// <summary>An incident of which there is a record or a chain.</summary>
/// <param name="Workspace">Whose.</param>
/// <param name="Incident">Its number.</param>
public sealed record AuditedIncident(WorkspaceId Workspace, int Incident);
