namespace IncidentBot.Changes.Suspicion;

/// <summary>The words of one change, each with the weight of the place where it counts most.</summary>
internal sealed class ChangeWords
{
    // A diff says the same things again and again.
    private const int MostOfADiff = 40_000;

    private const double TakenBack = 0.85, OfOwnName = 0.3, Around = 0.5;

    private readonly Dictionary<string, (double Weight, string Surface)> words = new(StringComparer.Ordinal);

    /// <summary>Reads a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="takenBack">The change that it took back, which touched the same things; null: none, or not known.</param>
    public ChangeWords(SuspectChange change, SuspectChange? takenBack)
    {
        Read(change.Description, 1);
        Read(change.Ref, 0.9);
        Stated = [.. words.Keys];
        Read(change, 1);
        if (takenBack is not null)
            Read(takenBack, TakenBack);
        Title = [.. words.Keys];
        Read(change.Service, OfOwnName);
        // A version is often named after its service.
        TextTokens.Each(change.Service ?? "", token =>
        {
            if (words.TryGetValue(token.Key, out var word) && word.Weight > OfOwnName)
                words[token.Key] = (OfOwnName, word.Surface);
        });
    }

    /// <summary>What it says of itself: its description and version, without its paths.</summary>
    public IReadOnlyList<string> Stated { get; }

    /// <summary>All words but those of the service's name.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>All words.</summary>
    public IEnumerable<string> All => words.Keys;

    /// <summary>How much a word counts here, 0 to 1; 0: it is not there.</summary>
    public double WeightOf(string key) => words.TryGetValue(key, out var word) ? word.Weight : 0;

    /// <summary>Whether a word is there.</summary>
    public bool Has(string key) => words.ContainsKey(key);

    private void Read(SuspectChange change, double weight)
    {
        Read(change.Description, weight);
        Read(change.Ref, 0.9 * weight);
        foreach (var title in change.Titles)
            Read(title, 0.9 * weight);
        foreach (var file in change.Files)
            Read(file, 0.85 * weight);
        if (change.Diff is { } diff)
            ReadDiff(diff.Length > MostOfADiff ? diff[..MostOfADiff] : diff, 0.8 * weight);
    }

    private void Read(string? text, double weight)
    {
        if (text is null)
            return;

        TextTokens.Each(text, token =>
        {
            if (!Vocabulary.Empty.Contains(token.Key) && !words.ContainsKey(token.Key))
                words[token.Key] = (weight, token.Surface);
        });
    }

    // What was added or taken away; what stands around it was there before, but says what it belongs to.
    private void ReadDiff(string diff, double weight)
    {
        var lines = diff.Split('\n');
        var changed = lines.Where(line => line.Length > 0 && line[0] is '+' or '-'
            && !line.StartsWith("+++", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal)).ToList();
        foreach (var line in changed.Count > 0 ? changed : [.. lines])
            Read(line, weight);
        foreach (var line in changed.Count > 0 ? lines.Where(line => line.StartsWith(' ')) : [])
            Read(line, Around * weight);
    }
}
