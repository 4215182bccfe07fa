using System.Runtime.CompilerServices;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Tests.Language.Blameless;

/// <summary>Sentences of which it is known whether they blame, in batches of one file each.</summary>
internal static class BlamelessCorpus
{
    private static readonly string[] Order = ["tuned", "unseen", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
        "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth"];

    /// <summary>The batches, in the order in which they were written.</summary>
    public static IReadOnlyList<string> Batches { get; } = [.. Files().Select(file => Path.GetFileNameWithoutExtension(file)!)];

    /// <summary>The sentences of a batch.</summary>
    public static IReadOnlyList<LabelledSentence> Read(string batch) =>
        [.. File.ReadLines(Path.Combine(Folder(), batch + ".txt")).Where(line => line.Length > 2 && line[0] is '+' or '-')
            .Select(line => new LabelledSentence(line[0] == '+', line[2..]))];

    /// <summary>How a batch is judged.</summary>
    public static BlamelessScore Score(string batch)
    {
        var (found, wrong, missed) = (0, new List<string>(), new List<string>());
        foreach (var sentence in Read(batch))
        {
            var isFound = BlamelessCheck.OfText(sentence.Text, KnownPeople.None).Count > 0;
            if (isFound && sentence.IsBlaming) found++;
            else if (isFound) wrong.Add(sentence.Text);
            else if (sentence.IsBlaming) missed.Add(sentence.Text);
        }

        return new BlamelessScore(found, wrong, missed);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder(), "*.txt").OrderBy(file => Array.IndexOf(Order, Path.GetFileNameWithoutExtension(file)));


    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus");
}

/// <summary>A sentence and what is known of it.</summary>
/// <param name="IsBlaming">Whether it has something to find.</param>
/// <param name="Text">The sentence.</param>
internal sealed record LabelledSentence(bool IsBlaming, string Text);

/// <summary>What was found in a batch.</summary>
/// <param name="Found">How many blaming sentences were found.</param>
/// <param name="Wrong">Innocent sentences that were taken for blame.</param>
/// <param name="Missed">Blaming sentences that were not found.</param>
internal sealed record BlamelessScore(int Found, IReadOnlyList<string> Wrong, IReadOnlyList<string> Missed)
{
    public double Precision => Found / (double)(Found + Wrong.Count);

    public double Recall => Found / (double)(Found + Missed.Count);
}
