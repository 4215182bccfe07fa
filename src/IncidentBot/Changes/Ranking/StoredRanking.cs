using System.Text.Json.Serialization;

namespace IncidentBot.Changes.Ranking;

/// <summary>
/// What the message about the changes shows, so that the next ranking can tell what has moved; holds no words, which may have to go.
/// </summary>
/// <param name="Numbers">The keys of the changes that have a number, in the order of their numbers, which never change.</param>
/// <param name="Scores">The scores that were shown or listed, by the changes' keys.</param>
/// <param name="Digest">The hash of what is shown.</param>
internal sealed record StoredRanking(
    IReadOnlyList<string> Numbers, IReadOnlyDictionary<string, StoredScore> Scores, string Digest)
{
    /// <summary>The key under which the score of no change stands.</summary>
    public const string NoChange = "";

    /// <summary>So many changes have numbers and scores at most at a time.</summary>
    public const int Listed = 20;

    private const int MostNumbers = 500;

    /// <summary>Nothing was shown yet.</summary>
    public static StoredRanking None { get; } = new([], new Dictionary<string, StoredScore>(StringComparer.Ordinal), string.Empty);

    /// <summary>What moved last; null: nothing did.</summary>
    public StoredMove? Move { get; init; }

    /// <summary>The message that asks for the cause; null: it isn't asked.</summary>
    public StoredQuestion? Asked { get; init; }

    /// <summary>Counts the writes; 0: never written.</summary>
    [JsonIgnore]
    public int Version { get; init; }

    /// <summary>The number by which people name a change; null: it has none.</summary>
    public int? NumberOf(string key)
    {
        for (var i = 0; i < Numbers.Count; i++)
        {
            if (Numbers[i] == key)
                return i + 1;
        }

        return null;
    }

    /// <summary>The key of the change with a number; null: there is none.</summary>
    public string? KeyOf(int number) => number >= 1 && number <= Numbers.Count ? Numbers[number - 1] : null;

    /// <summary>The same after a new ranking: who is new gets the next numbers, and what moved most is remembered.</summary>
    public StoredRanking After(RankedChanges ranked)
    {
        var listed = ranked.All.Take(Listed).Concat(ranked.RuledOut.Take(Listed)).DistinctBy(one => one.Change.Key).ToList();
        var known = Numbers.ToHashSet(StringComparer.Ordinal);
        var added = listed.Select(one => one.Change.Key).Where(key => !known.Contains(key)).Take(Math.Max(0, MostNumbers - known.Count));
        var scores = listed.ToDictionary(one => one.Change.Key, one => StoredScore.Of(one.Score, one.Parts), StringComparer.Ordinal);
        scores[NoChange] = StoredScore.Of(ranked.NoChange.Score, ranked.NoChange.Parts);
        return this with { Numbers = [.. Numbers, .. added], Scores = scores, Move = RankingMoves.Find(this, ranked) ?? Move };
    }
}

/// <summary>A score and its points, by the names of the reasons.</summary>
internal sealed record StoredScore(int Score, IReadOnlyDictionary<string, int> Parts)
{
    /// <summary>The score with these reasons.</summary>
    public static StoredScore Of(int score, IReadOnlyList<Suspicion.SuspicionPart> parts) => new(
        score,
        parts.GroupBy(part => part.Name, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Sum(part => part.Points), StringComparer.Ordinal));
}

/// <summary>What moved in a ranking.</summary>
/// <param name="Change">The change's key; empty: no change of the team's own.</param>
/// <param name="From">The score before; null: it wasn't listed.</param>
/// <param name="To">The score after.</param>
/// <param name="Part">The name of the reason that counts for most of it; null: none is left.</param>
/// <param name="At">When; UTC.</param>
internal sealed record StoredMove(string Change, int? From, int To, string? Part, DateTimeOffset At);

/// <summary>The message that asks for the cause.</summary>
/// <param name="Key">Its outbox key.</param>
/// <param name="Card">What it said before the question was added, as it is stored.</param>
internal sealed record StoredQuestion(string Key, string Card);
