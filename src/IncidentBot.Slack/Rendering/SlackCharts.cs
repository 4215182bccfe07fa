using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>Renders charts as Slack's own block, and in words where Slack draws none.</summary>
internal static class SlackCharts
{
    private const int MostNamed = 3;
    private const int Digits = 6;

    /// <summary>The chart, and below it what it leaves out; in words alone where there is nothing to draw.</summary>
    public static IEnumerable<SlackBlock> Render(Chart chart, int longestText)
    {
        var buckets = ChartBuckets.Of(chart);
        if (buckets.Lines.Count == 0 || buckets.Times.Count == 0)
            return Small(InWords(chart, picturesFollow: false).Text, longestText);

        var labels = buckets.Labels();
        var names = ChartNames.Unlike([.. buckets.Lines.Select(line => line.Name)]);
        var lines = buckets.Lines.Index().Select(
            line => new ChartSeries(
                names[line.Index], [.. line.Item.Values.Zip(labels, (value, label) => new ChartPoint(label, Short(value)))]));
        var axes = new ChartAxes(labels, "Time (UTC)", Cut.Visibly(Upwards(chart, buckets), BlockLimits.ChartTitle));
        var drawn = new ChartBlock(Title(chart), new LineChart([.. lines], axes));
        return Notes(buckets) is { Length: > 0 } notes ? [drawn, .. Small(notes, longestText)] : [drawn];
    }

    /// <summary>A card without the charts that Slack would not take: all of them, or those that are too many for one message.</summary>
    /// <param name="card">As the bot wants it.</param>
    /// <param name="most">How many charts stay.</param>
    /// <param name="picturesFollow">Whether the pictures of the others are uploaded after it.</param>
    public static Card Without(Card card, int most, bool picturesFollow)
    {
        if (card.Parts.OfType<Chart>().Count() <= most)
            return card;

        var left = most;
        return card with
        {
            Parts = [.. card.Parts.Select(part => part is Chart chart && left-- <= 0 ? InWords(chart, picturesFollow) : part)],
        };
    }

    /// <summary>Whether there is a chart in it.</summary>
    public static bool HasAny(Card card) => card.Parts.Any(part => part is Chart);

    private static SmallPrint InWords(Chart chart, bool picturesFollow)
    {
        var words = RichText.Of(string.Empty).Bold(chart.Title.ReplaceLineEndings(" ")).Plain($": {chart.Alt}");
        return new SmallPrint(picturesFollow && chart.Picture is not null ? words.Plain(" The picture is in the thread.") : words);
    }

    private static IEnumerable<SlackBlock> Small(RichText text, int longestText) =>
        [new ContextBlock([new MrkdwnObject(new Mrkdwn(text).Fit(Math.Min(longestText, BlockLimits.Context)))])];

    private static string Title(Chart chart) =>
        string.IsNullOrWhiteSpace(chart.Title) ? "Chart" : Cut.Visibly(chart.Title.ReplaceLineEndings(" "), BlockLimits.ChartTitle);

    // That each point stands for several comes first, since it must not be cut.
    private static string Upwards(Chart chart, ChartBuckets buckets)
    {
        var measure = $"{chart.Measure.ReplaceLineEndings(" ").Trim()}{(chart.Unit.Length > 0 ? $" ({chart.Unit})" : string.Empty)}";
        if (buckets.Width <= TimeSpan.Zero)
            return measure.Length > 0 ? measure : "Value";

        var peak = chart.Keeps == ChartPeak.Lowest ? "Lowest" : "Highest";
        return $"{peak} in each {Length(buckets.Width)}{(measure.Length > 0 ? $": {measure}" : string.Empty)}";
    }

    private static string Length(TimeSpan width) => width.TotalMinutes switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{width.TotalSeconds:0.#} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{width.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{width.TotalHours:0.#} h"),
    };

    private static string Notes(ChartBuckets buckets)
    {
        var notes = new List<string>();
        if (buckets.Gaps.Count > 0)
            notes.Add($"No data, so not drawn: {Listed([.. buckets.Gaps.Select(Stretch)])} UTC.");
        if (buckets.LeftOut.Count > 0)
            notes.Add($"Lines not drawn: {Listed(buckets.LeftOut)}.");
        return string.Join(' ', notes);
    }

    private static string Listed(IReadOnlyList<string> items) => items.Count <= MostNamed
        ? string.Join(", ", items)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", items.Take(MostNamed))} and {items.Count - MostNamed} more");

    private static string Stretch((DateTimeOffset From, DateTimeOffset To) gap)
    {
        var (from, to) = (Clock(gap.From), Clock(gap.To));
        return from == to ? from : $"{from} to {to}";
    }

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static double Short(double value)
    {
        if (value == 0)
            return 0;
        return double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
