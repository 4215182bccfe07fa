using System.Text.RegularExpressions;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>
/// Reads the words of <c>note</c>: a text, at its end (or its beginning) when it happened, and before or behind it what kind of entry it
/// is, as <c>finding: …</c> or <c>--kind finding</c>.
/// </summary>
internal static partial class NoteWords
{
    /// <summary>Reads a note.</summary>
    /// <param name="rest">What stands behind the verb.</param>
    /// <param name="hasKindInFront">Whether a kind and a colon in front name the kind; else they are words.</param>
    public static Command Parse(string rest, bool hasKindInFront = true)
    {
        var text = rest;
        When? at = null;
        string? kind = null;
        if (TakeKindFirst(text) is var (first, behindKind))
            (kind, text) = (first, behindKind);

        while (true)
        {
            if (kind is null && TakeKindLast(text) is var (last, beforeKind))
            {
                (kind, text) = (last, beforeKind);
            }
            else if (at is null && TryTakeWhen(text, out var words, out var when))
            {
                at = when;
                text = words;
            }
            else
            {
                break;
            }
        }

        if (at is null && TryTakeLeadingAt(text, out var behind, out var leadingAt))
            (text, at) = (behind, leadingAt);
        if (hasKindInFront && kind is null && TakeKindInFront(text) is var (said, behindColon))
            (kind, text) = (said, behindColon);

        if (text.Length == 0)
            return TimelineCommands.Note.Refuse("Write what happened.");

        return kind is null || TimelineCommands.Kinds.Contains(kind, StringComparer.Ordinal)
            ? new NoteCommand(text, at, kind, at is null ? Mistyped(text) : null)
            : TimelineCommands.Note.Refuse(
                $"“{CommandText.Shorten(kind)}” isn't a kind of entry; the kinds are {string.Join(", ", TimelineCommands.Kinds)}.");
    }

    // As people write it: "finding: the pool is empty".
    private static (string Kind, string Text)? TakeKindInFront(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = colon > 0 ? text[..colon].Trim().ToLowerInvariant() : string.Empty;
        return TimelineCommands.Kinds.Contains(word, StringComparer.Ordinal)
            && colon + 1 < text.Length && char.IsWhiteSpace(text[colon + 1]) && text[(colon + 1)..].Trim() is { Length: > 0 } behind
            ? (word, behind)
            : null;
    }

    // The only option of a note stands before or behind its text; any other word with dashes is text.
    private static (string Kind, string Text)? TakeKindFirst(string text) =>
        DashedWord.In(text) is [{ Start: 0 } option, ..] && ReadKind(text, option) is var (kind, end)
            ? (kind, text[end..].TrimStart())
            : null;

    private static (string Kind, string Text)? TakeKindLast(string text) =>
        DashedWord.In(text) is [.., var option] && ReadKind(text, option) is var (kind, end) && Blanks.SkipFrom(text, end) == text.Length
            ? (kind, Blanks.Trim(text[..option.Start]))
            : null;

    private static (string Kind, int End)? ReadKind(string text, DashedWord option)
    {
        if (option is not { Name: "kind", Place: DashPlace.AtAWord })
            return null;

        if (option.ValueFrom(text) is not { } from)
            return null;

        var end = Blanks.EndOfWord(text, from);
        var kind = DashedWord.Plain(text[from..end]);
        return kind.Length > 0 && kind.All(letter => char.IsLetter(letter) || letter == '-') ? (kind, end) : null;
    }

    /// <summary>
    /// Takes <c>at WHEN</c>, <c>10 min ago</c> or <c>yesterday 23:50</c> off the end; words that are no time, or belong to the sentence,
    /// are text.
    /// </summary>
    private static bool TryTakeWhen(string text, out string words, out When? when) =>
        TryTakeAgo(text, out words, out when) || TryTakeAt(text, out words, out when);

    private static bool TryTakeAgo(string text, out string words, out When? when)
    {
        (words, when) = (text, null);
        var match = Ago().Match(text);
        // In "lowered it to 256mb 5 min ago" the first number belongs to the sentence.
        if (!When.TryParse(match.Groups["when"].Value, out var read))
            match = OneAgo().Match(text);
        if (!match.Success || !When.TryParse(match.Groups["when"].Value, out read))
            return false;

        // "Down since 10 min ago" and "the same as yesterday 23:50" need their last words.
        var before = text[..match.Index].TrimEnd();
        if (!match.Groups["at"].Success && (NeedsMore().IsMatch(before) || before.EndsWith('~')))
            return false;

        (words, when) = (before.TrimEnd(','), read);
        return true;
    }

    private static bool TryTakeAt(string text, out string words, out When? when)
    {
        words = text;
        when = null;
        var matches = At().Matches(text);
        if (matches.Count == 0)
            return false;

        var last = matches[^1];
        // "looking at now" is prose; a note without a time is of now anyway.
        if (!When.TryParse(text[BehindAt(last)..], out var read) || read.Time is null)
            return false;

        words = text[..last.Index].TrimEnd();
        // "The same as yesterday at 23:50" is of now.
        if (DayAtEnd().IsMatch(words))
            return Keep(text, out words);

        when = read;
        return true;
    }

    private static bool TryTakeLeadingAt(string text, out string words, out When? when)
    {
        (words, when) = (text, null);
        if (LeadingAt().Match(text) is not { Success: true } match || !When.TryParse(match.Groups["when"].Value, out var read))
            return false;

        // A zone of that name is not understood, so its time is none of the writer's own zone; nor is a part of it, such as 4:30 of
        // 4:30 pm.
        var behind = text[match.Length..];
        var rest = (behind is [',' or ':', ..] ? behind[1..] : behind).AsSpan();
        var said = rest.TrimStart();
        if (said.Length == rest.Length || said.IsEmpty || ZoneName().IsMatch(said))
            return false;

        (words, when) = (said.ToString(), read);
        return true;
    }

    private static bool Keep(string text, out string words)
    {
        words = text;
        return false;
    }

    /// <summary>
    /// What stands after the last "at" or the leading one and looks like a time, so that the writer learns that it was not taken for one;
    /// null: nothing does.
    /// </summary>
    private static string? Mistyped(string text)
    {
        if (Ago().Match(text) is { Success: true } kept)
            return kept.Groups["when"].Value;

        if (At().Matches(text) is [.., var last] && LikeATime().Match(text[BehindAt(last)..]) is { Success: true } typed)
            return typed.Groups["typed"].Value;

        return LeadingLikeATime().Match(text) is { Success: true } leading && !IsNumber(leading.Groups["dot"], text)
            ? leading.Groups["typed"].Value
            : null;
    }

    // Behind a number with a dot may stand what is counted: "at 3.50 s".
    private static bool IsNumber(Group dot, string text) =>
        dot.Success && Counted().IsMatch(text.AsSpan(dot.Index + dot.Length));

    // The digit that tells a time from prose is the last thing that was matched.
    private static int BehindAt(Match at) => at.Index + at.Length - 1;

    private const string ZoneNames = @"(?-i:CES?T|WES?T|EES?T|[ECMP][SD]T|AE[SD]T|GMT|BST|IST|JST|MSK)\b";

    // What people write is read in one pass, so that no note can take longer than its length.
    private const RegexOptions OnePass = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"(^|\s)at\s+[0-9]", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex At();

    [GeneratedRegex(
        @"^at\s+(?<when>([0-9]{4}-[0-9]{2}-[0-9]{2}[T\s]+|(today|yesterday),?\s+(at\s+)?)?"
        + @"[0-9]{1,2}(:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(\s*[ap](m\b|\.m\.?))?|\s*[ap](m\b|\.m\.?))"
        + @"(\s*(Z|UTC|[+-][0-9:]{4,6}))?)",
        OnePass,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingAt();

    [GeneratedRegex("^" + ZoneNames, OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZoneName();

    [GeneratedRegex(
        @"(^|\s)(?<at>at\s+)?(?<when>"
        + @"(today|yesterday),?\s+(at\s+)?[0-9][0-9:.,]*(\s*[ap](m|\.m\.?))?(\s*(Z|UTC|[+-][0-9:]{4,6}))?"
        + @"|([0-9]{1,4}\s*[a-z]{1,7}(\s*[0-9]{1,2}\s*[a-z]{1,7})?|(an?|half\s+an)\s+[a-z]{3,6})\s+ago)$",
        OnePass,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ago();

    [GeneratedRegex(@"(^|\s)(?<at>at\s+)?(?<when>[0-9]{1,4}\s*[a-z]{1,7}\s+ago)$", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneAgo();

    [GeneratedRegex(
        @"(^|\s|\()(about|after|almost|and|are|around|as|be|been|before|between|by|every|for|from|in|is|just|like"
        + @"|nearly|not|of|on|only|or|over|per|roughly|since|some|than|the|till|to|under|until|was|were|with|within)$",
        OnePass,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NeedsMore();

    [GeneratedRegex(@"(^|\s)(today|yesterday),?$", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayAtEnd();

    // A dot is a time only where hour and minute could be: "at 99.95 %" and "at 3.5 s" are numbers.
    [GeneratedRegex(
        @"^(?<typed>([0-9]{1,2}(:[0-9]{2}){1,2}|([01]?[0-9]|2[0-4])[.h][0-5][0-9]|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([T\s]+[0-9:.]+)?)"
        + @"(\s*[ap]\.?m\b\.?)?(\s*([a-z]{1,5}\b|[+-][0-9:]{2,5}))?"
        + @"|[0-9]{1,2}\s*([ap]\.?m\b\.?(\s*([a-z]{1,5}\b|[+-][0-9:]{2,5}))?|[ap]m[a-z]{1,3}\b))[.!]?$",
        OnePass,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LikeATime();

    [GeneratedRegex(
        @"^at\s+(?<typed>("
        + @"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T\s]+[0-9:.]+|[0-9]{1,2}(:[0-9]{2}){1,2}"
        + @"|(?<dot>([01]?[0-9]|2[0-4])[.][0-5][0-9])|([01]?[0-9]|2[0-4])h[0-5][0-9])(\s*(h(rs)?\b|[ap](m\b|\.m\b\.?)))?"
        + @"|[0-9]{1,2}h\b|[0-9]{4}\s*h(rs)?\b|[0-9]{1,2}\s*[ap](m\b|\.m\b\.?))"
        + @"(\s*" + ZoneNames + @")?)[,:;.]?(\s|$)",
        OnePass,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingLikeATime();

    [GeneratedRegex(@"^\s*(%|x\b|percent\b|[mnµ]?s\b|sec|[kmgt]i?b\b)", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
