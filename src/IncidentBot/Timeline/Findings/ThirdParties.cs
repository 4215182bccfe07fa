using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Findings;

/// <summary>What was found about the third parties of an incident, in one line.</summary>
internal static class ThirdParties
{
    /// <summary>How the keys of findings about third parties begin; the name follows.</summary>
    public const string Prefix = "provider/";

    private const int LongestWords = 200, MostNamed = 6;

    /// <summary>The newest finding of each third party.</summary>
    public static IReadOnlyList<Finding> Newest(IEnumerable<Finding> all) =>
        Finding.Newest(all.Where(finding => finding.Key.StartsWith(Prefix, StringComparison.Ordinal)));

    /// <summary>The line, what is wrong first; null: none was asked.</summary>
    /// <param name="all">The findings of an incident, in their order.</param>
    public static RichText? Line(IEnumerable<Finding> all)
    {
        var newest = Newest(all);
        if (newest.Count == 0)
            return null;

        var parts = newest.Where(one => one.Verdict == FindingVerdict.Trouble).Take(MostNamed).Select(Trouble).ToList();
        parts.AddRange(newest.Where(one => one.Verdict == FindingVerdict.Unknown).Take(MostNamed)
            .Select(one => new RichText([]).Plain($"{one.Subject} {one.Words}, at ").Time(one.At)));
        var clear = newest.Where(one => one.Verdict == FindingVerdict.Clear).ToList();
        if (clear.Count > 0)
            parts.Add(Clear(clear, isAll: clear.Count == newest.Count));
        return new RichText([]).Bold("Third parties: ").Then(RichText.Joined("; ", parts)).Plain(".");
    }

    private static RichText Trouble(Finding one)
    {
        var text = new RichText([]);
        var name = $"{one.Subject} {OneLine.Of(one.Words, LongestWords)}";
        text = one.Link is { } link ? text.Link(link, name) : text.Plain(name);
        return one.Since is { } since ? text.Plain(", since ").Time(since) : text;
    }

    private static RichText Clear(IReadOnlyList<Finding> clear, bool isAll)
    {
        var named = string.Join(", ", clear.Take(MostNamed).Select(one => one.Subject));
        var rest = clear.Count > MostNamed
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" and {clear.Count - MostNamed} more")
            : string.Empty;
        return new RichText([]).Plain($"{named}{rest}: {(isAll ? "all operational" : "operational")} by their pages at ")
            .Time(clear.Max(one => one.At));
    }
}
