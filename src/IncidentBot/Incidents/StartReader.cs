using System.Text.RegularExpressions;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Takes the options out of the words of <c>start</c>, once from the beginning to the end; what is left is the title.</summary>
/// <param name="text">What stands behind the verb.</param>
/// <param name="words">The words in it that have dashes before them.</param>
/// <param name="quoted">The title in quotation marks; null: there is none.</param>
/// <param name="doubtsAreOptions">Whether words that may be an option or a part of the title are taken as an option.</param>
internal sealed partial class StartReader(string text, IReadOnlyList<DashedWord> words, QuotedTitle? quoted, bool doubtsAreOptions)
{
    /// <summary>The option that keeps an incident to the members of its channel.</summary>
    public const string Private = "private";

    private const string Drill = "drill", Punctuation = ",;.:!?)", Quotes = "\"“”„«»";
    private static readonly string[] Known = ["sev", "severity", "service", "services", Private, Drill];

    private readonly HashSet<int> starts = [.. words.Where(word => word.Place != DashPlace.BehindAMark).Select(word => word.Start)];
    private readonly List<string> pieces = [];
    private readonly List<string> severities = [];
    private readonly List<string> services = [];
    private readonly int firstWord = Blanks.SkipFrom(text, 0);
    private int end = quoted?.End ?? 0;
    private bool isPrivate;
    private bool isDrill;

    /// <summary>The first words that may be an option or a part of the title, as typed; null: there are none.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Whether it is one of the options of <c>start</c>, as far as its name tells.</summary>
    public static bool IsKnown(DashedWord word) => Known.Contains(word.Name, StringComparer.Ordinal) || Level().IsMatch(word.Name);

    /// <summary>The incident to be started, or what is wrong.</summary>
    public Command Read()
    {
        if (quoted is not null)
            pieces.Add(quoted.Text);
        foreach (var word in words)
        {
            if (Take(word) is { } refusal)
                return refusal;
        }

        AddTitle(text.Length);
        var title = string.Join(' ', pieces);
        if (quoted is null && Doubt is null && severities.Count == 0 && BareSeverity().Match(title) is { Success: true } bare)
        {
            severities.Add(bare.Groups["value"].Value);
            title = $"{Blanks.Trim(title[..bare.Index])} {Blanks.Trim(title[(bare.Index + bare.Length)..])}".Trim();
        }

        return Finish(title);
    }

    private NotUnderstood? Take(DashedWord word)
    {
        // What stands in quotation marks or behind a mark is no option; only what would keep the incident private is asked about.
        if (word.Start < end || word.Place == DashPlace.BehindAMark)
        {
            DoubtPrivate(word);
            return null;
        }

        return word.Place == DashPlace.Apart ? TakeApart(word) : TakeOption(word);
    }

    private void DoubtPrivate(DashedWord word)
    {
        if (!string.Equals(word.Name, Private, StringComparison.Ordinal))
            return;

        Doubt ??= text[word.Start..word.End];
        isPrivate |= doubtsAreOptions;
    }

    private NotUnderstood? TakeApart(DashedWord word)
    {
        var isPrivateWord = string.Equals(word.Name, Private, StringComparison.Ordinal);
        if (!IsKnown(word) || (!isPrivateWord && !IsWholeWord(word)))
            return null;

        if (isPrivateWord)
        {
            // A single dash within a sentence is prose as well: "VPN – private network" keeps its words.
            isPrivate = true;
            return IsSentence(word) ? null : TakeFlag(word);
        }

        Doubt ??= text[word.Start..word.End];
        return doubtsAreOptions ? TakeOption(word) : null;
    }

    private NotUnderstood? TakeOption(DashedWord word)
    {
        if (!IsKnown(word))
            return Unknown(word);

        if (word.Name is Private or Drill)
            return IsWholeWord(word) ? TakeFlag(word) : Unknown(word);

        if (word.ValueFrom(text) is not { } from)
            return Unknown(word);

        AddTitle(word.Start);
        return TakeValue(word, from);
    }

    private NotUnderstood? TakeFlag(DashedWord word)
    {
        AddTitle(word.Start);
        isPrivate |= string.Equals(word.Name, Private, StringComparison.Ordinal);
        isDrill |= string.Equals(word.Name, Drill, StringComparison.Ordinal);
        end = EndOfPunctuation(word.End);
        return null;
    }

    private NotUnderstood? TakeValue(DashedWord word, int from)
    {
        if (Level().Match(word.Name) is { Success: true } level)
        {
            severities.Add(level.Groups["value"].Value);
            end = EndOfPunctuation(word.End);
            return null;
        }

        var isSeverity = word.Name.StartsWith("sev", StringComparison.Ordinal);
        var isQuoted = from < text.Length && Quotes.Contains(text[from], StringComparison.Ordinal);
        var to = isQuoted ? EndOfQuotes(from) : isSeverity ? EndOfOne(from) : EndOfList(from);
        var value = Blanks.Trim(text[from..to]).Trim(Quotes.ToCharArray());
        if (Blanks.Trim(value).Length == 0)
            return IncidentCommands.Start.Refuse($"The option --{word.Name} needs a value.");

        if (isSeverity)
            severities.Add(DashedWord.Plain(value).TrimEnd(',', ';', '.'));
        else
            services.AddRange(
                isQuoted ? [value] : value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        end = to;
        return null;
    }

    private int EndOfQuotes(int from)
    {
        var closing = text.IndexOfAny(Quotes.ToCharArray(), from + 1);
        return closing < 0 ? EndOfOne(from) : closing + 1;
    }

    private int EndOfOne(int from) => starts.Contains(from) ? from : Blanks.EndOfWord(text, from);

    // Names with commas between, however they are spaced.
    private int EndOfList(int from)
    {
        var to = EndOfOne(from);
        while (to > from)
        {
            var next = Blanks.SkipFrom(text, to);
            var hasComma = text[to - 1] == ',' || (next < text.Length && text[next] == ',');
            if (!hasComma || next == text.Length)
                return to;

            if (text[next] == ',')
                next = Blanks.SkipFrom(text, next + 1);
            if (next == text.Length || starts.Contains(next))
                return next;

            to = Blanks.EndOfWord(text, next);
        }

        return to;
    }

    private bool IsWholeWord(DashedWord word)
    {
        var behind = EndOfPunctuation(word.End);
        return behind == text.Length || Blanks.IsBlank(Blanks.At(text, behind))
            || (word.Name is not (Private or Drill) && (behind > word.End || text[behind] is '=' or '＝'));
    }

    private int EndOfPunctuation(int from)
    {
        while (from < text.Length && Punctuation.Contains(text[from], StringComparison.Ordinal))
            from++;

        return from;
    }

    private bool IsSentence(DashedWord word) =>
        word.Dashes == 1 && Blanks.SkipFrom(text, EndOfPunctuation(word.End)) < text.Length && firstWord < word.Start;

    private void AddTitle(int to)
    {
        if (end < to && Blanks.Trim(text[end..to]) is { Length: > 0 } piece)
            pieces.Add(piece);
    }

    private NotUnderstood Unknown(DashedWord word)
    {
        var typed = text[word.Start..Math.Max(word.End, Blanks.EndOfWord(text, word.End))];
        var meant = Words.Nearest(word.Name, Known)
            ?? Known.FirstOrDefault(
                known => word.Name.Length > 1
                    && (known.StartsWith(word.Name, StringComparison.Ordinal) || word.Name.StartsWith(known, StringComparison.Ordinal)));
        var advice = meant is null ? "The options are --sev, --service, --private and --drill." : $"Did you mean --{meant}?";
        return IncidentCommands.Start.Refuse(
            $"I don't know the option {CommandText.Shorten(typed)}, so nothing was started. {advice} "
                + "If it belongs to the title, put the title in quotation marks.");
    }

    private Command Finish(string title)
    {
        int? severity = null;
        foreach (var typed in severities)
        {
            severity = SeverityLevels.Read(typed);
            if (severity is null)
                return IncidentCommands.Start.Refuse($"“{CommandText.Shorten(typed)}” isn't a severity; use a number from 1 (worst) to 4.");
        }

        return new StartCommand(
            title.Length == 0 ? null : title, severity, [.. services.Distinct(StringComparer.OrdinalIgnoreCase)], isDrill, isPrivate);
    }

    private const RegexOptions OnePass = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex("^(severity|sev)-?(?<value>[0-9]+)$", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Level();

    [GeneratedRegex(
        @"^(severity|sev)[\s\p{Pd}]*(?<value>[0-9]+)(\s|$)|(^|\s)(severity|sev)[\s\p{Pd}]*(?<value>[0-9]+)$",
        OnePass | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareSeverity();
}
