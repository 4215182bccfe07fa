using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>A chain as it was read: its links with their words, and what follows from several of them together.</summary>
internal sealed class ReadChain
{
    /// <summary>The kinds of changes that take words away.</summary>
    private static readonly HashSet<string> Erasers = new(
        [
            AuditCheck.Removed, AuditCheck.Forgotten, AuditCheck.FileRemoved, AuditCheck.Withdrawn, AuditCheck.DraftCut,
            AuditCheck.ActionWordsRemoved, AuditCheck.CauseWordsRemoved, AuditCheck.LeftSentenceRemoved,
            AuditCheck.EarlySignWordsRemoved,
            AuditCheck.HypothesisWordsRemoved,
        ],
        StringComparer.Ordinal);

    private readonly List<(long Seq, string From, string To)> moves;
    private readonly Dictionary<(long Seq, int? Row), ReadLink> erased = [];
    private readonly Dictionary<(long Seq, int Place), string> salts;

    /// <param name="links">The links, in order.</param>
    /// <param name="salts">The salts of rows that have their own.</param>
    /// <param name="isPending">Whether a former version began the record, and it waits to be taken onto the trail.</param>
    public ReadChain(IReadOnlyList<ReadLink> links, IReadOnlyList<ReadSalt> salts, bool isPending)
    {
        Links = links;
        this.salts = salts.ToDictionary(salt => (salt.Seq, salt.Place), salt => salt.Salt);
        moves = [.. links.Where(link => link.Kind == AuditCheck.Moved).Select(MoveOf).OfType<(long, string, string)>()];
        Taken = links.FirstOrDefault(link => link is { Kind: TakeRecords.Taken, Covers: not null });
        IsPending = isPending && Taken is null && !links.Take(2).Any(link => link is { Kind: AuditCheck.Started, Covers: not null });
        foreach (var link in links.Where(link => Erasers.Contains(link.Kind)))
        {
            foreach (var words in WhatErases(link))
                erased.TryAdd(words, link);
        }
    }

    /// <summary>The links, in order.</summary>
    public IReadOnlyList<ReadLink> Links { get; }

    /// <summary>The link that took a record of a former version onto the trail; null: there is none.</summary>
    public ReadLink? Taken { get; }

    /// <summary>Whether a former version began the record, and it waits to be taken onto the trail.</summary>
    public bool IsPending { get; }

    /// <summary>The changes that erased words, in order.</summary>
    public IReadOnlyList<AuditErasure> Erasures =>
    [
        .. erased.GroupBy(one => one.Value).OrderBy(one => one.Key.Seq).Select(one => new AuditErasure(
            one.Key.Seq, one.Key.Kind, one.Key.HappenedAt, [.. one.Select(words => words.Key.Seq).Distinct().Order()])),
    ];

    /// <summary>The change that erased these words; null: none did.</summary>
    /// <param name="seq">Of which link.</param>
    /// <param name="row">Of which of its rows; null: its own.</param>
    public ReadLink? EraserOf(long seq, int? row) => erased.GetValueOrDefault((seq, row));

    /// <summary>The salt of a row's words; null: it is gone.</summary>
    public string? SaltOf(ReadLink link, int place, CoveredRow row) =>
        row.Subject is null ? link.Salt : salts.GetValueOrDefault((link.Seq, place));

    /// <summary>Where a channel's messages are at the end, that was named by a link.</summary>
    public string? ChannelAfter(string? channel, long seq) => moves.Where(move => move.Seq > seq)
        .Aggregate(channel, (now, move) => now == move.From ? move.To : now);

    /// <summary>What a link says that it has erased, although it cannot have; null: nothing.</summary>
    public ErasedWords? WrongErasure(ReadLink link) =>
        link.Covered.Erases is not { } erases ? null
        : Erasers.Contains(link.Kind) ? erases.Words.FirstOrDefault(words => !CanHaveErased(link, erases, words))
        : erases.Words.FirstOrDefault();

    private static (long, string, string)? MoveOf(ReadLink link) =>
        link.Subject.Split(AuditCheck.Arrow) is [var from, var to] ? (link.Seq, from, to) : null;

    // Of former versions' erasures it is only known what they were about, and they only concern what former versions wrote.
    private IEnumerable<(long Seq, int? Row)> WhatErases(ReadLink link) => link.Covers is null
        ? Links.Where(earlier => earlier.Seq < link.Seq && earlier is { Covers: null, Words: null } && link.Subject.Length > 0
            && SubjectAt(earlier.Subject, earlier.Seq, link.Seq) == link.Subject).Select(earlier => (earlier.Seq, (int?)null))
        : (link.Covered.Erases?.Words ?? []).Select(words => (words.Seq, words.Row));

    private bool CanHaveErased(ReadLink link, CoveredErasure erases, ErasedWords words)
    {
        if (words.Seq < 1 || words.Seq >= link.Seq || words.Seq > Links.Count)
            return false;

        var former = Links[(int)words.Seq - 1];
        var row = words.Row is { } place ? former.Covered.Rows?.ElementAtOrDefault(place) : null;
        var (hash, subject) = words.Row is null ? (former.WordsHash, former.Subject) : (row?.Words, row?.Subject);
        return hash == words.Hash && subject is not null
            && (erases.Below is not null ? link.Kind == AuditCheck.Withdrawn : link.Subject == erases.Subject)
            && new ErasedSubject(erases.Subject, erases.Below).Has(SubjectAt(subject, former.Seq, link.Seq));
    }

    // What a link is about is part of its hash, so it keeps the id that the channel had then.
    private string SubjectAt(string subject, long from, long until) => moves.Where(move => move.Seq > from && move.Seq < until)
        .Aggregate(subject, (now, move) => now.StartsWith($"{move.From}/", StringComparison.Ordinal)
            ? $"{move.To}{now[move.From.Length..]}"
            : now);
}
