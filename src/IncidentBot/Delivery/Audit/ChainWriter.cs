using System.Security.Cryptography;
using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Adds links to one chain; whoever is second with a place in it is in conflict.</summary>
/// <param name="batch">Where they are written.</param>
/// <param name="workspace">Whose chain.</param>
/// <param name="incident">Whose chain.</param>
/// <param name="now">When; UTC.</param>
/// <param name="end">The chain's end as it was read.</param>
/// <param name="keys">The keys of codes.</param>
internal sealed class ChainWriter(
    Batch batch, WorkspaceId workspace, int incident, DateTimeOffset now, ChainEnd end, AuditKeys keys)
{
    /// <summary>The kind of the link with which a key begins.</summary>
    public const string KeyBegan = "KeyBegan";

    private const int LongestBy = 200;

    private const string InsertLink = """
        INSERT INTO audit_link (workspace_id, incident, seq, happened_at, kind, subject, by_person, source, words_hash, hash, covers,
                                key_id, mac)
        VALUES (@Workspace, @Incident, @Seq, @At, @Kind, @Subject, @By, @Source, @WordsHash, @Hash, @Covers, @KeyId, @Mac)
        """;

    private const string InsertWords = """
        INSERT INTO audit_words (workspace_id, incident, seq, subject, salt, words)
        VALUES (@Workspace, @Incident, @Seq, @Subject, @Salt, @Words)
        """;

    private const string InsertSalt = """
        INSERT INTO audit_salt (workspace_id, incident, seq, place, subject, salt)
        VALUES (@Workspace, @Incident, @Seq, @Place, @Subject, @Salt)
        """;

    private const string InsertPlace =
        "INSERT INTO audit_store (place, workspace_id, incident) VALUES (@Place, @Workspace, @Incident)";

    private const string EraseWords =
        "DELETE FROM audit_words WHERE workspace_id = @Workspace AND incident = @Incident AND seq = @Seq";

    private const string EraseSalt =
        "DELETE FROM audit_salt WHERE workspace_id = @Workspace AND incident = @Incident AND seq = @Seq AND place = @Place";

    // A key goes on where it has begun, and begins nowhere else by itself.
    private string? key = end.KeyId is { } id && id == keys.Current ? id : null;

    private FormerChain? former;

    /// <summary>The newest link.</summary>
    public AuditHead Head { get; private set; } = end.Head;

    /// <summary>The next link begins the chain in the store's order.</summary>
    public void Begin(FormerChain after)
    {
        former = after;
        batch.Add(InsertPlace, new { after.Place, Workspace = workspace.Value, Incident = incident }, expectedRows: 1);
    }

    /// <summary>Has the present key begin: from here on each link has a code.</summary>
    public void BeginKey()
    {
        key = keys.Current;
        Write(
            new Change(incident, KeyBegan, $"key {key}"), Origin.Bot, NewSalt(), new Covered { Former = former, Key = key });
    }

    /// <summary>Adds a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="origin">Who did it and from where.</param>
    /// <param name="erased">The words that it takes away.</param>
    public void Add(Change change, Origin origin, IReadOnlyList<ErasedWords> erased)
    {
        var salt = NewSalt();
        foreach (var words in erased)
            Erase(words);

        var covered = new Covered
        {
            Rows = change.Rows.Count == 0 ? null : [.. change.Rows.Select(row => State(row, salt))],
            Erases = change.Erases is { } subject ? new CoveredErasure(subject.Subject, subject.Below, erased) : null,
            Former = former,
        };
        Write(change, origin, salt, covered);
    }

    /// <summary>Adds a link that takes a whole record onto the trail; each row whose words may have to go has a salt of its own.</summary>
    /// <param name="change">The change, with the rows.</param>
    public void Take(Change change)
    {
        var salt = NewSalt();
        var stated = new List<CoveredRow>();
        foreach (var (place, row) in change.Rows.Index())
        {
            if (!row.HasWords || row.Subject.Length == 0)
            {
                stated.Add(State(row, salt));
                continue;
            }

            var own = NewSalt();
            stated.Add(State(row, own) with { Subject = row.Subject });
            batch.Add(
                InsertSalt,
                new { Workspace = workspace.Value, Incident = incident, Seq = Head.Seq + 1, Place = place, row.Subject, Salt = own },
                expectedRows: 1);
        }

        Write(change, Origin.Bot, salt, new Covered { Rows = stated, Former = former });
    }

    private void Write(Change change, Origin origin, string salt, Covered covered)
    {
        var by = origin.By.Length > LongestBy ? origin.By[..LongestBy] : origin.By;
        var link = new AuditLink(
            Head.Seq + 1, now, change.Kind, change.Subject, by, origin.Source, AuditLink.HashOf(salt, change.Words), covered.Write());
        var hash = link.HashAfter(workspace.Value, incident, Head.Hash);
        var place = new { Workspace = workspace.Value, Incident = incident, link.Seq };
        batch.Add(
            InsertLink,
            new
            {
                place.Workspace, place.Incident, place.Seq, link.At, link.Kind, link.Subject, link.By, link.Source, link.WordsHash,
                Hash = hash, link.Covers, KeyId = key, Mac = key is null ? null : keys.MacOf(key, hash),
            },
            expectedRows: 1);
        batch.Add(
            InsertWords, new { place.Workspace, place.Incident, place.Seq, link.Subject, Salt = salt, change.Words }, expectedRows: 1);
        Head = new AuditHead(link.Seq, hash);
        former = null;
    }

    private void Erase(ErasedWords words)
    {
        if (words.Row is { } place)
            batch.Add(
                EraseSalt, new { Workspace = workspace.Value, Incident = incident, words.Seq, Place = place }, expectedRows: 1);
        else
            batch.Add(EraseWords, new { Workspace = workspace.Value, Incident = incident, words.Seq }, expectedRows: 1);
    }

    private static CoveredRow State(RecordRow row, string salt)
    {
        var version = row.Table.Version;
        return new CoveredRow(
            row.Table.Name, version, row.Key, row.KeptHash(version), row.HasWords ? AuditLink.HashOf(salt, row.Words(version)) : null);
    }

    private static string NewSalt() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
