using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Chat;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// Rich text as Slack's mrkdwn, in units that are never cut: one character as the eye sees it, one escape, one mention, one
/// link. Bold and code are closed before a cut.
/// </summary>
internal sealed partial class Mrkdwn
{
    /// <summary>Stands where something was left out.</summary>
    public const string Shortened = " … shortened";

    private const char NoFace = '\0';
    private const int LongestCluster = 64;
    private const int LongestLabel = 300;
    private const int LongestAddress = 1500;
    private readonly List<Unit> units = [];

    private Mrkdwn(RichText text)
    {
        foreach (var span in text.Spans) Add(span);
    }

    /// <summary>The text in at most so many characters; a cut is visible.</summary>
    public static string Fit(RichText text, int max) => new Mrkdwn(text).Take(max).Text;

    /// <summary>The text in pieces of at most <paramref name="piece"/> characters, and at most <paramref name="total"/> in all; a cut is visible.</summary>
    public static IReadOnlyList<string> Split(RichText text, int piece, int total)
    {
        var mrkdwn = new Mrkdwn(text);
        var pieces = new List<string>();
        var left = total;
        for (var start = 0; start < mrkdwn.units.Count && left > Shortened.Length;)
        {
            var (words, end) = left <= piece ? mrkdwn.Take(left, start) : mrkdwn.TakePiece(piece, start);
            if (words.Trim().Length > 0) pieces.Add(words);
            left -= words.Length;
            start = left <= Shortened.Length ? mrkdwn.units.Count : end;
        }

        return pieces;
    }

    private (string Text, int End) Take(int max, int start = 0)
    {
        if (Reach(start, max) == units.Count) return (Render(start, units.Count), units.Count);
        var end = Reach(start, max - Shortened.Length);
        return (Render(start, end).TrimEnd() + Shortened, units.Count);
    }

    // A piece ends at a line's end or between words where there is one in its second half.
    private (string Text, int End) TakePiece(int max, int start)
    {
        var end = Reach(start, max);
        if (end < units.Count) end = LastBreak(start, end, "\n") ?? LastBreak(start, end, " ") ?? end;
        return (Render(start, end).Trim('\n'), end);
    }

    private int? LastBreak(int start, int end, string at)
    {
        for (var i = end - 1; i > start + ((end - start) / 2); i--)
        {
            if (units[i].Text == at) return i + 1;
        }

        return null;
    }

    // How far the units reach within so many characters, the closing of bold and code included.
    private int Reach(int start, int max)
    {
        var length = 0;
        var face = NoFace;
        for (var i = start; i < units.Count; i++)
        {
            length += units[i].Text.Length + (units[i].Face != face && units[i].Face != NoFace ? 2 : 0);
            if (length > max) return i;
            face = units[i].Face;
        }

        return units.Count;
    }

    private string Render(int start, int end)
    {
        var text = new StringBuilder();
        var face = NoFace;
        for (var i = start; i < end; i++)
        {
            if (units[i].Face != face)
            {
                Mark(text, face);
                face = units[i].Face;
                Mark(text, face);
            }

            text.Append(units[i].Text);
        }

        Mark(text, face);
        return text.ToString();
    }

    private static void Mark(StringBuilder text, char face)
    {
        if (face != NoFace) text.Append(face);
    }

    private void Add(Span span)
    {
        switch (span)
        {
            case BoldSpan bold:
                AddWords(bold.Text, '*');
                break;
            case CodeSpan code:
                AddWords(code.Text, '`');
                break;
            case PersonSpan person when PersonId().IsMatch(person.Person.Value):
                units.Add(new Unit($"<@{person.Person.Value}>", NoFace));
                break;
            case ChannelSpan channel when ChannelId().IsMatch(channel.Channel.Value):
                units.Add(new Unit($"<#{channel.Channel.Value}>", NoFace));
                break;
            case TimeSpanText time:
                units.Add(new Unit($"<!date^{time.At.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{time.ToPlainText()}>", NoFace));
                break;
            case LinkSpan link when Address(link.Address) is { } address && Label(link.Label) is { Length: > 0 } label:
                units.Add(new Unit($"<{address}|{label}>", NoFace));
                break;
            default:
                AddWords(span.ToPlainText(), NoFace);
                break;
        }
    }

    // A mark inside would end the face early, and one beside a blank is not seen as one: there the words stay plain.
    private void AddWords(string words, char face)
    {
        var clean = Cut.Clean(words);
        if (face != NoFace && clean.Contains(face, StringComparison.Ordinal)) face = NoFace;
        var first = clean.Length - clean.TrimStart().Length;
        var last = clean.TrimEnd().Length;
        for (var i = 0; i < clean.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(clean.AsSpan(i));
            if (length > LongestCluster) length = char.IsSurrogatePair(clean, i) ? 2 : 1;
            var cluster = clean.Substring(i, length);
            units.Add(new Unit(SlackText.Escape(cluster), i < first || i >= last || cluster == "\n" ? NoFace : face));
            i += length;
        }
    }

    private static string? Address(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) return null;
        var text = address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal);
        return text.Length <= LongestAddress ? text : null;
    }

    private static string Label(string label) =>
        SlackText.Escape(Cut.Visibly(label.ReplaceLineEndings(" "), LongestLabel)).Replace('|', '¦').Trim();

    [GeneratedRegex("^[UW][A-Z0-9]{1,30}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonId();

    [GeneratedRegex("^[CG][A-Z0-9]{1,30}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelId();

    private readonly record struct Unit(string Text, char Face);
}
