using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Tests.Language.Blameless;

namespace IncidentBot.Benchmarks;

/// <summary><c>blameless</c>: how often the blameless check is right, and how its time grows with the text.</summary>
internal static class BlamelessCommand
{
    private const double WantedPrecision = 0.95, WantedRecall = 0.90, MostRatio = 6;
    private const int Times = 4, Rounds = 3;

    private static readonly (string Name, string Part)[] Texts =
    [
        ("a log", "2026-03-01T16:05:01Z ERROR pool: failed to acquire connection id=7 host=db-3 https://x.y/z\n"),
        ("prose", "Maya restarted the pool, and the engineer who was on call forgot to tell us because of the alert. "),
        ("a table", "| 16:05 | Maya restarted the pool because it was empty |\n"),
        ("one sentence", "Maya and the team who were "),
        ("links", "[a]("),
        ("quotation marks", "\" "),
    ];

    public static Command Create()
    {
        var command = new Command("blameless", "How often the blameless check is right, and how its time grows with the text.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        Console.WriteLine(Machine.Describe());
        var isHeld = true;
        foreach (var batch in BlamelessCorpus.Batches)
        {
            var score = BlamelessCorpus.Score(batch);
            isHeld &= score.Precision >= WantedPrecision && score.Recall >= WantedRecall;
            Say($"{batch,-8} {BlamelessCorpus.Read(batch).Count,4} sentences: precision {score.Precision:0.000}, recall {score.Recall:0.000}");
        }

        foreach (var (name, part) in Texts)
        {
            var ratio = RatioOf(part);
            isHeld &= ratio <= MostRatio;
            Say($"{name,-16} {Times} times as long takes {ratio:0.0} times the time");
        }

        return isHeld ? 0 : 1;
    }

    private static double RatioOf(string part)
    {
        string Text(int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));
        var (shorter, longer) = (Text(250_000), Text(250_000 * Times));
        var (fast, slow) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        // In turns, so that whatever else the machine does meanwhile falls on both; the best of each counts.
        for (var round = 0; round < Rounds; round++)
        {
            fast = Took(shorter) is var one && one < fast ? one : fast;
            slow = Took(longer) is var other && other < slow ? other : slow;
        }

        return slow / fast;
    }

    private static TimeSpan Took(string text)
    {
        var watch = Stopwatch.StartNew();
        BlamelessCheck.OfMarkdown(text, KnownPeople.None);
        return watch.Elapsed;
    }

    private static void Say(FormattableString words) => Console.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}
