using System.Security.Cryptography;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>
/// Writes every change of an incident's record into the incident's chain, in the transaction of the change itself. Links are only ever
/// added; the words
/// of a change stand beside its link and can be erased without breaking the chain.
/// </summary>
internal sealed class AuditTrail(Database database)
{
    private const string NewestLink = """
        SELECT seq AS Seq, hash AS Hash FROM audit_link
        WHERE workspace_id = @Workspace AND incident = @Incident
          AND seq = (SELECT MAX(seq) FROM audit_link WHERE workspace_id = @Workspace AND incident = @Incident)
        """;

    private const string InsertLink = """
        INSERT INTO audit_link (workspace_id, incident, seq, happened_at, kind, subject, by_person, source, words_hash, hash)
        VALUES (@Workspace, @Incident, @Seq, @At, @Kind, @Subject, @By, @Source, @WordsHash, @Hash)
        """;

    private const string InsertWords = """
        INSERT INTO audit_words (workspace_id, incident, seq, subject, salt, words)
        VALUES (@Workspace, @Incident, @Seq, @Subject, @Salt, @Words)
        """;

    private const string EraseWords =
        "DELETE FROM audit_words WHERE workspace_id = @Workspace AND incident = @Incident AND subject = @Subject";

    /// <summary>Adds the changes of a piece of work to their chains; who is second with a place in a chain is in conflict.</summary>
    /// <returns>The chains' heads before that, by incident.</returns>
    public async Task<IReadOnlyDictionary<int, AuditHead>> AddAsync(Batch batch, Work work, CancellationToken cancellationToken)
    {
        var before = new Dictionary<int, AuditHead>();
        foreach (var chain in work.Batch.Changes.GroupBy(change => change.Incident))
        {
            var head = await FindHeadAsync(work.Workspace, chain.Key, cancellationToken);
            before[chain.Key] = head;
            foreach (var change in chain)
                head = Add(batch, work, change, head);
        }

        return before;
    }

    /// <summary>Whether someone else has added to one of these chains since.</summary>
    public async Task<bool> HasMovedAsync(
        WorkspaceId workspace, IReadOnlyDictionary<int, AuditHead> heads, CancellationToken cancellationToken)
    {
        foreach (var (incident, head) in heads)
        {
            if (await FindHeadAsync(workspace, incident, cancellationToken) != head)
                return true;
        }

        return false;
    }

    /// <summary>Erases the words of all changes that are about a message; their links stay.</summary>
    public static void Erase(Batch batch, WorkspaceId workspace, int incident, string subject) =>
        batch.Add(EraseWords, new { Workspace = workspace.Value, Incident = incident, Subject = subject });

    private async Task<AuditHead> FindHeadAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<HeadRow>(
            NewestLink, new { Workspace = workspace.Value, Incident = incident }, cancellationToken);
        return row is null ? AuditHead.None : new AuditHead(row.Seq, row.Hash);
    }

    private static AuditHead Add(Batch batch, Work work, Change change, AuditHead head)
    {
        var salt = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var by = work.Origin.By.Length > 200 ? work.Origin.By[..200] : work.Origin.By;
        var link = new AuditLink(
            head.Seq + 1, work.Now, change.Kind, change.Subject, by, work.Origin.Source, AuditLink.HashOf(salt, change.Words));
        var hash = link.HashAfter(work.Workspace.Value, change.Incident, head.Hash);
        var place = new { Workspace = work.Workspace.Value, change.Incident, link.Seq };
        batch.Add(
            InsertLink,
            new
            {
                place.Workspace, place.Incident, place.Seq,
                link.At, link.Kind, link.Subject, link.By, link.Source, link.WordsHash, Hash = hash,
            },
            expectedRows: 1);
        batch.Add(
            InsertWords, new { place.Workspace, place.Incident, place.Seq, link.Subject, Salt = salt, change.Words }, expectedRows: 1);
        return new AuditHead(link.Seq, hash);
    }

    private sealed class HeadRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = string.Empty;
    }
}
