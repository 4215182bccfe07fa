namespace IncidentBot.Changes.Suspicion;

/// <summary>The words of an incident: what they say is wrong, what they say is not, and what they say of other causes.</summary>
internal sealed class IncidentWords
{
    private readonly Dictionary<string, SaidWord> said = new(StringComparer.Ordinal);
    private readonly HashSet<string> cleared = new(StringComparer.Ordinal);
    private readonly HashSet<string> ruledOut = new(StringComparer.Ordinal);
    private readonly List<(OtherCauses.OtherCause Cause, TextSource Source, string Phrase)> others = [];

    private readonly HashSet<string> own;
    private readonly HashSet<string> goneBackTo = new(StringComparer.Ordinal);

    private IncidentWords(HashSet<string> own) => this.own = own;

    /// <summary>What is said to be wrong.</summary>
    public IReadOnlyDictionary<string, SaidWord> Said => said;

    /// <summary>What is only said to be well.</summary>
    public IReadOnlySet<string> Cleared => cleared;

    /// <summary>What a note says is not the cause.</summary>
    public IReadOnlySet<string> RuledOut => ruledOut;

    /// <summary>What is told of causes that are no change of ours, each kind once by its strongest source.</summary>
    public IReadOnlyList<(OtherCauses.OtherCause Cause, TextSource Source, string Phrase)> Others => others;

    /// <summary>Whether a note says that a rollback changed nothing.</summary>
    public bool IsRollbackInVain { get; private set; }

    /// <summary>Whether a note says that it began with a rollback.</summary>
    public bool BeganWithARollback { get; private set; }

    /// <summary>Whether a note names a canary: what only a part of the machines has yet.</summary>
    public bool HasCanary { get; private set; }

    /// <summary>Whether it grew or comes back by itself, so that its cause may be older.</summary>
    public bool IsGradual { get; private set; }

    /// <summary>Reads what was known at the incident's moment.</summary>
    public static IncidentWords Of(KnownIncident incident)
    {
        var affected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in incident.Services)
            TextTokens.Each(service, token => affected.Add(token.Key));
        var words = new IncidentWords(affected);
        List<IncidentText> texts =
        [
            new(TextSource.Title, incident.Title),
            .. incident.Texts.Where(text => text.At is not { } at || at <= incident.AsOf)
                .OrderBy(text => text.Source).ThenBy(text => text.Text, StringComparer.Ordinal)
                .ThenBy(text => text.Name, StringComparer.Ordinal),
        ];
        // "Rolled back to v2.3.0": that version is the one that is well, wherever it is named.
        foreach (var version in texts.SelectMany(text => Clauses.Of(text.Text)).Select(Clauses.WentBackTo).OfType<string>())
            TextTokens.Each(version, token => words.goneBackTo.Add(token.Key));
        foreach (var text in texts)
            words.Read(text);
        words.cleared.ExceptWith(words.said.Keys);
        if (incident.Texts.Any(text => Clauses.IsAsManyPeople($" {text.Text.ToLowerInvariant()} ")))
            words.others.RemoveAll(other => other.Cause.Name == OtherCauses.Traffic);
        return words;
    }

    private void Read(IncidentText text)
    {
        var whole = $" {text.Text.ToLowerInvariant()} ";
        var triedInVain = Clauses.IsTriedInVain(whole);
        BeganWithARollback |= Clauses.BeganWithARollback(whole);
        HasCanary |= whole.Contains("canary", StringComparison.Ordinal);
        IsRollbackInVain |= triedInVain && Clauses.TellsOfARollback(whole);
        var isQuiet = text.Source == TextSource.Log && Clauses.IsQuietLog(whole);
        foreach (var clause in Clauses.Of(text.Text))
        {
            var lower = $" {clause.ToLowerInvariant()} ";
            var isTried = triedInVain && Clauses.TellsOfARollback(lower);
            var isCleared = isTried || Clauses.IsClearing(lower);
            var isRuledOut = isTried || (isCleared && Clauses.RulesOut(lower));
            // What somebody first took it for says nothing of what it is.
            if (text.Source != TextSource.Title && Clauses.IsFirstIdea(lower))
                continue;

            TextTokens.Each(clause, token => Add(text, token, isCleared || goneBackTo.Contains(token.Key), isRuledOut, isQuiet));
            if (isCleared)
                continue;

            IsGradual |= Vocabulary.Gradual.Any(word => lower.Contains(word, StringComparison.Ordinal));
            var stems = StemsOf(clause);
            foreach (var cause in OtherCauses.All)
            {
                if (others.TrueForAll(other => other.Cause != cause) && cause.FindIn(lower, stems, own) is { } phrase)
                    others.Add((cause, text.Source, phrase));
            }
        }
    }

    // With the words that say nothing, too: "no deploy" is made of them.
    private static Dictionary<string, string> StemsOf(string clause)
    {
        var stems = new Dictionary<string, string>(StringComparer.Ordinal);
        TextTokens.Each(clause, token => stems.TryAdd(token.Key, token.Surface));
        return stems;
    }

    private void Add(IncidentText text, TextTokens.Token token, bool isCleared, bool isRuledOut, bool isQuiet)
    {
        if (Vocabulary.Empty.Contains(token.Key))
            return;

        if (isRuledOut && !Vocabulary.Weak.Contains(token.Key))
            ruledOut.Add(token.Key);
        if (isCleared)
            cleared.Add(token.Key);
        else if (!said.TryGetValue(token.Key, out var known) || (known.IsQuiet && !isQuiet))
        {
            said[token.Key] = new SaidWord(token.Surface, text.Source, token.IsIdentifier) { Name = text.Name, IsQuiet = isQuiet };
        }
    }

    /// <summary>A word of the incident.</summary>
    /// <param name="Surface">As it stands there.</param>
    /// <param name="Source">Where it stands first, in the order of the sources.</param>
    /// <param name="IsIdentifier">Whether it is the name of something technical.</param>
    internal sealed record SaidWord(string Surface, TextSource Source, bool IsIdentifier)
    {
        /// <summary>What the text is called where it stands first; null: by its source alone.</summary>
        public string? Name { get; init; }

        /// <summary>Whether only log lines that tell of no trouble have it.</summary>
        public bool IsQuiet { get; init; }
    }
}
