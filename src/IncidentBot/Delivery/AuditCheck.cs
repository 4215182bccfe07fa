using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Reads the chains of changes again and finds out whether they hold.</summary>
public sealed class AuditCheck(Database database)
{
    /// <summary>The kinds of changes that take the words of those about the same message, or the same file of it, away.</summary>
    internal const string Removed = "MessageRemoved", Forgotten = "MessageForgotten", FileRemoved = "FileRemoved";

    private const string Moved = "ChannelIdChanged";

    private const char Arrow = '>';

    private const string Links = """
        SELECT l.seq AS Seq, l.happened_at AS HappenedAt, l.kind AS Kind, l.subject AS Subject, l.by_person AS ByPerson, l.source AS Source,
               l.words_hash AS WordsHash, l.hash AS Hash, w.salt AS Salt, w.words AS Words
        FROM audit_link l
        LEFT JOIN audit_words w ON w.workspace_id = l.workspace_id AND w.incident = l.incident AND w.seq = l.seq
        WHERE l.workspace_id = @Workspace AND l.incident = @Incident
        ORDER BY l.seq
        """;

    /// <summary>Notes in a chain that a channel's messages go by another id from here on.</summary>
    internal static Change Move(int incident, ChannelId from, ChannelId to) => new(incident, Moved, string.Empty, $"{from}{Arrow}{to}");

    /// <summary>Goes through an incident's chain from its beginning.</summary>
    /// <param name="workspace">Whose chain.</param>
    /// <param name="incident">The incident's number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditReport> VerifyAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<LinkRow>(Links, new { Workspace = workspace.Value, Incident = incident }, cancellationToken);
        var hash = AuditLink.Beginning;
        var hashes = new List<string>();
        foreach (var row in rows)
        {
            if (Problem(row, rows, hashes.Count + 1, row.ToLink().HashAfter(workspace.Value, incident, hash)) is { } problem)
                return new AuditReport(hashes, rows.Count(one => one.Words is null), problem);

            hash = row.Hash;
            hashes.Add(hash);
        }

        return new AuditReport(hashes, rows.Count(row => row.Words is null), null);
    }

    private static string? Problem(LinkRow row, IReadOnlyList<LinkRow> all, int expected, string hash)
    {
        if (row.Seq != expected)
            return string.Create(CultureInfo.InvariantCulture, $"change {expected} is missing");

        var what = string.Create(CultureInfo.InvariantCulture, $"change {row.Seq} ({row.Kind}, {When.ToTheSecond(row.HappenedAt)})");
        if (!string.Equals(hash, row.Hash, StringComparison.Ordinal))
            return $"{what} does not match the change before it";

        if (row is { Salt: { } salt, Words: { } words })
            return string.Equals(AuditLink.HashOf(salt, words), row.WordsHash, StringComparison.Ordinal)
                ? null
                : $"the text of {what} was changed";

        return IsErased(row, all) ? null : $"the text of {what} is gone, and no recorded erasure explains it";
    }

    // What a link is about is part of its hash, so it keeps the id that the channel had then.
    private static bool IsErased(LinkRow row, IReadOnlyList<LinkRow> all)
    {
        var subject = row.Subject;
        foreach (var later in all.Where(other => other.Seq > row.Seq))
        {
            if (later.Kind is Removed or Forgotten or FileRemoved && string.Equals(later.Subject, subject, StringComparison.Ordinal))
                return true;
            if (later.Kind == Moved && later.Subject.Split(Arrow) is [var from, var to]
                && subject.StartsWith($"{from}/", StringComparison.Ordinal))
                subject = $"{to}{subject[from.Length..]}";
        }

        return false;
    }

    private sealed class LinkRow
    {
        public long Seq { get; init; }

        public DateTimeOffset HappenedAt { get; init; }

        public string Kind { get; init; } = string.Empty;

        public string Subject { get; init; } = string.Empty;

        public string ByPerson { get; init; } = string.Empty;

        public string Source { get; init; } = string.Empty;

        public string WordsHash { get; init; } = string.Empty;

        public string Hash { get; init; } = string.Empty;

        public string? Salt { get; init; }

        public string? Words { get; init; }

        public AuditLink ToLink() => new(Seq, HappenedAt, Kind, Subject, ByPerson, Source, WordsHash);
    }
}

/// <summary>The newest link of a chain.</summary>
/// <param name="Seq">How many links there are.</param>
/// <param name="Hash">Its hash, which covers all of them.</param>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>A chain without links.</summary>
    public static AuditHead None { get; } = new(0, AuditLink.Beginning);
}

/// <summary>What was found out of a chain.</summary>
/// <param name="Hashes">The hashes of the links that hold, in order.</param>
/// <param name="Erased">How many links have lost their words.</param>
/// <param name="Problem">Where the chain does not hold; null: it holds.</param>
public sealed record AuditReport(IReadOnlyList<string> Hashes, int Erased, string? Problem)
{
    /// <summary>The newest link that holds.</summary>
    public AuditHead Head => Hashes.Count == 0 ? AuditHead.None : new AuditHead(Hashes.Count, Hashes[^1]);
}
