namespace IncidentBot.Changes.Suspicion;

/// <summary>
/// The words that a change shares with the incident. A word counts the more the fewer of the possible changes have it; identifiers count
/// more than words, words of every incident hardly at all. Where no word is shared, the same subject still says something.
/// </summary>
internal sealed class SharedWords
{
    private const double Identifier = 1.8, Ordinary = 0.8, Number = 0.5, Common = 0.5, OfAName = 0.3, Weak = 0.15;
    private const double OfTheService = 0.2;
    // What somebody looked for and found says more than what everybody sees.
    private const double OfTheTitle = 0.7, OfAFinding = 1.25, OfAnObservation = 0.95;
    private const double OfAQuietLog = 0.4;
    private const double SameSubject = 0.75, PartOfAName = 0.4;

    // So much of shared words gives about two thirds of the points.
    private const double Enough = 1.8;
    private const double Decisive = 1;

    // One word may be shared by chance; two or three hardly.
    private const double OneIsLittle = 1.2;
    private const int MostNamed = 4, MostSubjects = 3;

    private readonly IncidentWords words;
    private readonly IReadOnlySet<string> serviceWords;
    private readonly IReadOnlySet<string> nameWords;
    private readonly SuspicionOptions options;
    private readonly Dictionary<string, int> having = new(StringComparer.Ordinal);
    private readonly List<(Vocabulary.Subject Subject, IReadOnlyList<IncidentWords.SaidWord> Said, int Having)> subjects = [];
    private readonly int possible;

    public SharedWords(
        IncidentWords words, Standing standing, IReadOnlyList<Candidate> possible, SuspicionOptions options)
    {
        this.words = words;
        serviceWords = standing.ServiceWords;
        nameWords = standing.NameWordsOfAll;
        this.options = options;
        this.possible = possible.Count;
        foreach (var key in possible.SelectMany(candidate => candidate.Words.All).Where(words.Said.ContainsKey))
            having[key] = having.GetValueOrDefault(key) + 1;
        foreach (var subject in Vocabulary.Subjects)
        {
            // A service may be called like a thing, such as checkout: that it fails says nothing of what the incident is about.
            List<IncidentWords.SaidWord> said =
            [
                .. words.Said
                    .Where(word => !word.Value.IsIdentifier && subject.Words.Contains(word.Key) && !serviceWords.Contains(word.Key))
                    .OrderByDescending(word => subject.IsNamedBy(word.Key)).ThenBy(word => word.Value.Source)
                    .ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Value),
            ];
            if (said.Count > 0)
                subjects.Add((subject, said, possible.Count(candidate => SubjectWords(candidate, subject) > 0)));
        }
    }

    /// <summary>Where a word was said, in words.</summary>
    public static string InWords(IncidentWords.SaidWord said) => said.Name ?? InWords(said.Source);

    /// <summary>Where something was said, in words.</summary>
    public static string InWords(TextSource source) => source switch
    {
        TextSource.Title => "the title",
        TextSource.Finding => "a finding",
        TextSource.Alert => "an alert",
        TextSource.Log => "a log line",
        _ => "an observation",
    };

    /// <summary>What a change shares.</summary>
    public WordMatch Of(Candidate candidate)
    {
        var matches = new List<(string Key, IncidentWords.SaidWord Said, double Weight)>();
        foreach (var key in candidate.Words.All)
        {
            if (words.Said.TryGetValue(key, out var said) && Weight(key, said, candidate.Words.WeightOf(key)) is > 0.05 and var weight)
                matches.Add((key, said, weight));
        }

        var parts = PartsOfAnother(matches);
        matches = [.. matches.Select(match =>
            (match.Key, match.Said, parts.Contains(match.Key) ? match.Weight * PartOfAName : match.Weight))];
        var direct = matches.Sum(match => match.Weight);
        var about = About(candidate, matches.Select(match => match.Key).ToHashSet(StringComparer.Ordinal));
        var sum = direct + about.Sum(one => one.Weight);
        var points = (int)Math.Round(options.Words * (1 - Math.Exp(-Math.Pow(sum / Enough, OneIsLittle))));
        if (points == 0)
            return new WordMatch(null, IsDecisive: false);

        // A name says its pieces, and several words of one note say once where they stand.
        var best = matches.Where(match => !parts.Contains(match.Key)).OrderByDescending(match => match.Weight)
            .ThenBy(match => match.Key, StringComparer.Ordinal).Take(MostNamed)
            .GroupBy(match => InWords(match.Said), match => $"“{match.Said.Surface}”", StringComparer.Ordinal)
            .Select(one => $"{string.Join(", ", one)} ({one.Key})").ToList();
        var said1 = best.Count > 0 ? $"shares {string.Join(", ", best)}" : "";
        var sentence = string.Join("; ", about.Select(InWords).Prepend(said1).Where(one => one.Length > 0));
        return new WordMatch(
            new SuspicionPart("words", points, sentence) { WouldLower = "these words turn out to be about something else" },
            sum >= Decisive);
    }

    /// <summary>The word by which a note rules a change out; null: none does.</summary>
    public string? RuledOutBy(Candidate candidate) => candidate.Words.All
        .Where(key => words.RuledOut.Contains(key) && !words.Said.ContainsKey(key) && !serviceWords.Contains(key))
        .Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>What a change says that it touches, and a note says is well; null: nothing.</summary>
    public string? WellWordOf(Candidate candidate) => candidate.Words.Stated
        .Where(key => words.Cleared.Contains(key) && !nameWords.Contains(key) && !Vocabulary.Weak.Contains(key)
            && !Vocabulary.Common.Contains(key) && key.Any(char.IsLetter))
        .Order(StringComparer.Ordinal).FirstOrDefault();

    private double Weight(string key, IncidentWords.SaidWord said, double inChange)
    {
        var weight = said.IsIdentifier ? Identifier : key.All(char.IsAsciiDigit) ? OfNumber(key) : Ordinary;
        if (serviceWords.Contains(key))
            weight = OfTheService;
        else if (Vocabulary.Weak.Contains(key) || Places.IsPlace(key))
            weight = Math.Min(weight, Weak);
        else if (nameWords.Contains(key))
            weight = Math.Min(weight, OfAName);
        else if (Vocabulary.Common.Contains(key))
            weight = Math.Min(weight, Common);
        var source = said.Source switch
        {
            TextSource.Title => OfTheTitle,
            TextSource.Finding => OfAFinding,
            TextSource.Observation => OfAnObservation,
            _ => 1,
        };
        return weight * inChange * source * (said.IsQuiet ? OfAQuietLog : 1) * Rarity(having.GetValueOrDefault(key));
    }

    // "max_connections" counts once, not three times. The pieces of a name are looked up among the words: to look for each word in each
    // name takes as long as there are words, times as there are names.
    private static HashSet<string> PartsOfAnother(List<(string Key, IncidentWords.SaidWord Said, double Weight)> matches)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var keys = matches.Select(match => match.Key).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var lengths = matches.Select(match => match.Key.Length).Distinct().ToList();
        foreach (var name in matches.Where(match => match.Said.IsIdentifier).Select(match => match.Key))
        {
            foreach (var length in lengths.Where(length => length < name.Length))
            {
                for (var at = 0; at + length <= name.Length; at++)
                {
                    if (keys.TryGetValue(name.AsSpan(at, length), out var part))
                        parts.Add(part);
                }
            }
        }

        return parts;
    }

    // A status is shared by chance, a port or a size hardly; a year says nothing.
    private static double OfNumber(string key) => key.Length switch { 3 => Number, 4 when key[..2] is "19" or "20" => Weak, _ => 1.5 };

    // 1 for a word that one change has, little for a word that all have.
    private double Rarity(int count) => count <= 1 ? 1 : 1 - (Math.Log(count) / Math.Log(possible + 1.0));

    // Which word of the incident is about the same; that the incident is would be a claim that nobody made.
    private static string InWords((Vocabulary.Subject Subject, IncidentWords.SaidWord Said, double Weight) one) =>
        $"is about {one.Subject.Name}, like “{one.Said.Surface}” ({InWords(one.Said)})";

    private List<(Vocabulary.Subject Subject, IncidentWords.SaidWord Said, double Weight)> About(
        Candidate candidate, HashSet<string> matched)
    {
        var about = new List<(Vocabulary.Subject Subject, IncidentWords.SaidWord Said, double Weight)>();
        foreach (var (subject, said, count) in subjects)
        {
            var own = candidate.Words.All.Count(key =>
                !matched.Contains(key) && !serviceWords.Contains(key) && subject.Words.Contains(key));
            if (own > 0)
                about.Add((subject, said[0], SameSubject * Strength(said.Count) * Strength(own) * Rarity(count)));
        }

        return [.. about.Where(one => one.Weight > 0.05).OrderByDescending(one => one.Weight)
            .ThenBy(one => one.Subject.Name, StringComparer.Ordinal).Take(MostSubjects)];
    }

    private int SubjectWords(Candidate candidate, Vocabulary.Subject subject) =>
        candidate.Words.All.Count(key => !serviceWords.Contains(key) && subject.Words.Contains(key));

    // One word may stand there by chance; two or three hardly.
    private static double Strength(int count) => count switch { 1 => 0.55, 2 => 0.8, _ => 1 };
}

/// <summary>What a change shares with an incident.</summary>
/// <param name="Part">The reason; null: nothing.</param>
/// <param name="IsDecisive">Whether it is enough to name the change.</param>
internal sealed record WordMatch(SuspicionPart? Part, bool IsDecisive);
