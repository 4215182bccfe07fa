using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// Rich text as Slack's mrkdwn, in units that are never cut: one character as the eye sees it, one escape, one mention, one
/// link. Bold, code and what is struck through are closed before a cut.
/// </summary>
internal sealed partial class Mrkdwn
{
    /// <summary>Stands where something was left out.</summary>
    public const string Shortened = " … shortened";

    private const char NoFace = '\0';
    private const char Code = '`';
    private const int LongestLabel = 300;
    private const int LongestAddress = 1500;
    private readonly List<Unit> units = [];
    private readonly bool isBrief;

    /// <summary>Takes a text apart; no further than any message can show.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isBrief">Whether there is little room: clients too old to show a time as the reader's get only the time of day.</param>
    public Mrkdwn(RichText text, bool isBrief = false)
    {
        this.isBrief = isBrief;
        foreach (var span in text.Spans.TakeWhile(_ => Length <= BlockLimits.MessageBlocks)) Add(span);
    }

    /// <summary>How long it is, marks included; as far as it was taken apart.</summary>
    public int Length { get; private set; }

    /// <summary>The text in at most so many characters; a cut is visible.</summary>
    /// <param name="max">Up to <see cref="BlockLimits.MessageBlocks"/>.</param>
    public string Fit(int max) => Take(max).Text;

    /// <summary>The text in pieces, each fit for a section; a cut is visible.</summary>
    /// <param name="piece">At most so many characters each.</param>
    /// <param name="total">At most so many in all; up to <see cref="BlockLimits.MessageBlocks"/>.</param>
    public IReadOnlyList<string> Split(int piece, int total)
    {
        var pieces = new List<string>();
        var left = total;
        for (var start = 0; start < units.Count;)
        {
            // The last piece always has room to say that something is missing.
            var (words, end) = left <= piece ? Take(left, start) : TakePiece(Math.Min(piece, left - (2 * Shortened.Length)), start);
            if (words.Trim().Length > 0) pieces.Add(words);
            left -= words.Length;
            start = end;
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

    // How far the units reach within so many characters, the closing of faces included.
    private int Reach(int start, int max)
    {
        var reached = 0;
        var face = NoFace;
        for (var i = start; i < units.Count; i++)
        {
            reached += units[i].Text.Length + (units[i].Face != face && units[i].Face != NoFace ? 2 : 0);
            if (reached > max) return i;
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
            case StruckSpan struck:
                AddWords(struck.Text, '~');
                break;
            case CodeSpan code:
                AddWords(code.Text, Code);
                break;
            case CommandSpan command:
                AddWords(command.ToPlainText(), Code);
                break;
            case PersonSpan person when PersonId().IsMatch(person.Person.Value):
                AddUnit(new Unit($"<@{person.Person.Value}>", NoFace));
                break;
            case ChannelSpan channel when ChannelId().IsMatch(channel.Channel.Value):
                AddUnit(new Unit($"<#{channel.Channel.Value}>", NoFace));
                break;
            case TimeSpanText time:
                var otherwise = isBrief ? time.At.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) : time.ToPlainText();
                AddUnit(new Unit($"<!date^{time.At.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{otherwise}>", NoFace));
                break;
            case LinkSpan link when Address(link.Address) is { } address && Label(link.Label) is { Length: > 0 } label:
                AddUnit(new Unit($"<{address}|{label}>", NoFace));
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
        for (var i = 0; i < clean.Length && Length <= BlockLimits.MessageBlocks;)
        {
            var size = Cut.Step(clean, i);
            var cluster = clean.Substring(i, size);
            var shown = face == Code || size > 1 ? cluster : MarkBreaks.At(clean, i, units.Count == 0 || units[^1].Text == "\n");
            AddUnit(new Unit(SlackText.Escape(shown), i < first || i >= last || cluster == "\n" ? NoFace : face));
            i += size;
        }
    }

    private void AddUnit(Unit unit)
    {
        units.Add(unit);
        Length += unit.Text.Length;
    }

    private static string? Address(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) return null;
        var text = address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal);
        return text.Length <= LongestAddress ? text : null;
    }

    private static string Label(string label) =>
        SlackText.Escape(MarkBreaks.Into(Cut.Visibly(label.ReplaceLineEndings(" "), LongestLabel))).Replace('|', '¦').Trim();

    [GeneratedRegex("^[UW][A-Z0-9]{1,30}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonId();

    [GeneratedRegex("^[CG][A-Z0-9]{1,30}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelId();

    private readonly record struct Unit(string Text, char Face);
}
