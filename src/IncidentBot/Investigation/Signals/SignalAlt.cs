using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>Says what a picture of a signal shows, for people who can't see it; made of the picture's own model.</summary>
internal static class SignalAlt
{
    /// <summary>What the words have at most, in characters; what platforms take of an alternative text.</summary>
    public const int Longest = 1000;

    private const int LongestName = 60, MostMarks = 5;

    /// <summary>The words.</summary>
    public static string Of(SignalPicture picture)
    {
        var scale = picture.Scale;
        List<string> sentences =
        [
            $"Line chart of {Short(picture.Title)} from {Moment(picture.From)} to {Moment(picture.Until)} UTC.",
            .. picture.Drawn.Select(line => Line(picture, line, scale)),
        ];
        if (picture.Lines.Count - picture.Drawn.Count is > 0 and var more)
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{more} more {(more == 1 ? "line is" : "lines are")} not drawn."));
        if (picture.Lines.Count == 0)
            sentences.Add("There is no data.");
        sentences.AddRange(Marks(picture));
        return OneLine.Of(string.Join(' ', sentences), Longest);
    }

    private static string Line(SignalPicture picture, SignalSeries line, SignalScale scale)
    {
        var known = Known(line, picture);
        if (known.Count == 0)
            return $"{Short(line.Name)}: no data.";

        var top = known.MaxBy(point => point.Value)!;
        var words = known.Count == 1
            ? $"{Short(line.Name)}: {scale.Write(top.Value!.Value)} at {Clock(top.At)}, nothing else."
            : $"{Short(line.Name)}: {scale.Write(known[0].Value!.Value)} at first, at most {scale.Write(top.Value!.Value)} at "
                + $"{Clock(top.At)}, {scale.Write(known[^1].Value!.Value)} at the end{Gaps(line, picture)}.";
        return picture.EarlierOf(line) is { } earlier && Known(earlier, picture) is { Count: > 0 } before
            ? $"{words} {Ago(picture.EarlierBy)} earlier, dashed: at most {scale.Write(before.Max(point => point.Value!.Value))}."
            : words;
    }

    private static List<SignalPoint> Known(SignalSeries line, SignalPicture picture) =>
        [.. Within(line, picture).Where(point => point.Value is { } value && double.IsFinite(value))];

    private static IEnumerable<SignalPoint> Within(SignalSeries line, SignalPicture picture) =>
        line.Points.Where(point => point.At >= picture.From && point.At <= picture.Until);

    private static string Gaps(SignalSeries line, SignalPicture picture)
    {
        var missing = Within(line, picture).Where(point => point.Value is not { } value || !double.IsFinite(value)).ToList();
        if (missing.Count == 0)
            return string.Empty;

        var count = string.Create(CultureInfo.InvariantCulture, $"{missing.Count} {(missing.Count == 1 ? "moment" : "moments")}");
        return $", with no data at {count} between {Clock(missing[0].At)} and {Clock(missing[^1].At)}";
    }

    private static IEnumerable<string> Marks(SignalPicture picture)
    {
        var marks = picture.MarksWithin;
        foreach (var mark in marks.Take(MostMarks))
            yield return $"{Clock(mark.At)}: {Kind(mark.Kind)}{Short(mark.Text)}.";
        if (marks.Count > MostMarks)
            yield return string.Create(CultureInfo.InvariantCulture, $"{marks.Count - MostMarks} more moments are marked.");
    }

    private static string Kind(SignalMarkKind kind) => kind switch
    {
        SignalMarkKind.ImpactStart => "impact began, ",
        SignalMarkKind.Mitigation => "mitigation, ",
        _ => "change, ",
    };

    /// <summary>How much earlier the other lines are, such as "7 days".</summary>
    public static string Ago(TimeSpan earlier) => earlier.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{earlier.TotalDays:0.#} {(earlier.TotalDays == 1 ? "day" : "days")}")
        : string.Create(CultureInfo.InvariantCulture, $"{earlier.TotalHours:0.#} {(earlier.TotalHours == 1 ? "hour" : "hours")}");

    private static string Short(string text) => OneLine.Of(text, LongestName).TrimEnd('.');

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
