using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;
using IncidentBot.Tests.Nasty;

namespace IncidentBot.Benchmarks;

/// <summary><c>nasty</c>: how much longer four times as much text takes, in every shape that may be written to hold the bot up.</summary>
internal static class NastyCommand
{
    private const int Short = 10_000, Long = 40_000, Rounds = 7;
    private const double Most = 6;

    // Less than this is noise, not work.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(4);

    private static readonly Dictionary<string, Action<string>> Ways = new(NastyWays.All, StringComparer.Ordinal)
    {
        ["wire"] = static text =>
        {
            SlackText.Read(text);
            SlackText.Read(SlackText.Escape(text));
            MarkBreaks.OutOf(MarkBreaks.Into(text));
        },
        ["message"] = static text =>
        {
            var typed = SlackText.Read(text, SlackNames.None);
            MarkdownWords.Formatted(FormattedText.Of(typed.Plain, typed.Marks), indent: 2, mark: string.Empty, source: "(Ada)");
            MarkdownWords.Formatted(Slack.Reading.Messages.MarkdownText.Read(text, Slack.Wire.SlackNames.None), indent: 2, mark: string.Empty, source: "(Ada)");
        },
        ["rendering"] = static text => SlackBlocks.Render(new Card(text, [new Heading(text), new Paragraph(text), new Fields([new Field("Words", text)]), new SmallPrint(text)])),
    };

    public static Command Create()
    {
        var command = new Command("nasty", $"How much longer {Long} characters take than {Short}, in each shape and on each way through the bot.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        Console.WriteLine(Machine.Describe());
        foreach (var go in Ways.Values) go(NastyTexts.Of("words", Short));
        var worst = 0.0;
        foreach (var name in NastyTexts.Names)
        {
            var ratios = Ways.Select(way => (Way: way.Key, Ratio: RatioOf(way.Value, name))).ToList();
            worst = Math.Max(worst, ratios.Max(one => one.Ratio));
            Console.WriteLine($"{name,-36} {string.Join("  ", ratios.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Way} {one.Ratio:0.0}{(one.Ratio > Most ? " TOO MUCH" : "")}")))}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Highest ratio: {worst:0.0}; wanted: at most {Most:0.0}."));
        return worst <= Most ? 0 : 1;
    }

    private static double RatioOf(Action<string> go, string name)
    {
        var (shorter, longer) = (NastyTexts.Of(name, Short), NastyTexts.Of(name, Long));
        var (fast, slow) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        // In turns, so that whatever else the machine does meanwhile falls on both; the best of each counts.
        for (var round = 0; round < Rounds; round++)
        {
            fast = Min(fast, Took(go, shorter));
            slow = Min(slow, Took(go, longer));
        }

        return slow < Least ? 0 : slow / fast;
    }

    private static TimeSpan Took(Action<string> go, string text)
    {
        var watch = Stopwatch.StartNew();
        go(text);
        return watch.Elapsed;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
