using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>Reads what a person typed after <c>/incident</c>; words that are text stay as they were typed.</summary>
public static class CommandParser
{
    /// <summary>The command that was typed; words that make none come back as <see cref="NotUnderstood"/>.</summary>
    public static Command Parse(TypedText typed)
    {
        var text = typed.Plain.Trim();
        if (text.Length == 0)
            return new HelpCommand();

        var end = IndexOfSpace(text);
        var verb = text[..end].ToLowerInvariant();
        var rest = text[end..].Trim();
        return verb switch
        {
            "start" => StartWords.Parse(rest),
            "note" => NoteWords.Parse(rest),
            "status" => ParseStatus(rest),
            "severity" or "sev" => ParseSeverity(rest),
            "role" => ParseRole(rest, typed),
            "impact" => rest.Length > 0 ? new ImpactCommand(rest) : Refuse("impact", "Say who is affected and how."),
            "cancel" => new StatusCommand("cancelled", rest.Length == 0 ? null : rest),
            "update" => rest.Length > 0 ? new UpdateCommand(rest) : Refuse("update", "Say how it stands."),
            "time" => ParseTime(rest),
            "milestone" when rest.Length > 0 => ParseTime(rest),
            "checklist" when rest.Length > 0 => new ChecklistCommand(rest),
            "assign" => ParseAssign(rest, typed),
            "timeline" => ParseTimeline(rest),
            "capture" => ParseCapture(rest),
            "help" or "?" => new HelpCommand(),
            _ => ParseBare(verb, rest),
        };
    }

    /// <summary>Reads <c>2</c>, <c>sev 2</c>, <c>SEV2</c> or <c>p2</c>; null: none of them, or out of 1 to 4.</summary>
    internal static int? ReadSeverity(string text)
    {
        var digits = text.Trim().ToLowerInvariant();
        foreach (var name in new[] { "severity", "sev", "p" })
        {
            if (digits.StartsWith(name, StringComparison.Ordinal))
            {
                digits = digits[name.Length..].Trim(' ', '-', '\u00a0');
                break;
            }
        }

        return digits is [>= '1' and <= '4'] ? digits[0] - '0' : null;
    }

    /// <summary>Refuses with the right form of a verb.</summary>
    internal static NotUnderstood Refuse(string verb, string problem) => CommandGrammar.Form(verb).Refuse(problem);

    /// <summary>Typed words as they are quoted in a refusal.</summary>
    internal static string Shorten(string text) => OneLine.Of(text, 40);

    /// <summary>Where the first word ends.</summary>
    internal static int IndexOfSpace(string text)
    {
        var index = 0;
        while (index < text.Length && !char.IsWhiteSpace(text[index]))
            index++;

        return index;
    }

    private static Command ParseBare(string verb, string rest)
    {
        Command? command = verb switch
        {
            "checklist" => new ChecklistCommand(),
            "milestones" or "milestone" => new MilestonesCommand(),
            "deploys" => new DeploysCommand(),
            "sync" => new SyncCommand(),
            "postmortem" => new PostmortemCommand(),
            "export" => new ExportCommand(),
            "list" => new ListCommand(),
            _ => null,
        };
        if (command is null)
            return Unknown(verb);

        return rest.Length == 0 ? command : Refuse(verb, $"“{verb}” takes no further words.");
    }

    private static NotUnderstood Unknown(string verb)
    {
        var shown = Shorten(verb);
        return Words.Nearest(verb, CommandGrammar.Forms.Select(form => form.Verb)) is { } meant
            ? CommandGrammar.Form(meant).Refuse($"I don't know “{shown}”. Did you mean “{meant}”?")
            : new NotUnderstood($"I don't know “{shown}”. Type `{CommandGrammar.Prefix} help` to see what I understand.");
    }

    private static Command ParseStatus(string rest)
    {
        var end = IndexOfSpace(rest);
        var word = rest[..end].ToLowerInvariant();
        var sentence = rest[end..].Trim();
        return CommandGrammar.Statuses.Contains(word, StringComparer.Ordinal)
            ? new StatusCommand(word, sentence.Length == 0 ? null : sentence)
            : RefuseWord("status", "status", rest[..end], CommandGrammar.Statuses);
    }

    // What the levels mean is known where they are asked for.
    private static SeverityCommand ParseSeverity(string rest)
    {
        var level = ReadSeverity(rest);
        return new SeverityCommand(level, level is null && rest.Length > 0 ? Shorten(rest) : null);
    }

    private static Command ParseRole(string rest, TypedText typed)
    {
        var end = IndexOfSpace(rest);
        var role = rest[..end].ToLowerInvariant();
        // Which roles there are besides the usual ones is known where the role is given.
        if (!CommandGrammar.Roles.Contains(role, StringComparer.Ordinal) && !role.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            return RefuseWord("role", "role", rest[..end], CommandGrammar.Roles);
        if (role is "" or "me" or "none")
            return RefuseWord("role", "role", string.Empty, CommandGrammar.Roles);

        var whom = rest[end..].Trim();
        if (string.Equals(whom, "me", StringComparison.OrdinalIgnoreCase))
            return new RoleCommand(role, null);

        if (string.Equals(whom, "none", StringComparison.OrdinalIgnoreCase))
            return new LeaveRoleCommand(role);

        return typed.Mentions.Count switch
        {
            1 => new RoleCommand(role, typed.Mentions[0].Person),
            0 => Refuse("role", $"Say who is {role}: pick the person from the list that opens when you type @, or write “me”. To give it up, write “none”."),
            _ => Refuse("role", "One person at a time, please."),
        };
    }

    private static Command ParseTime(string rest)
    {
        var end = IndexOfSpace(rest);
        var milestone = rest[..end].ToLowerInvariant();
        var (when, reason) = SplitReason(rest[end..]);
        if (!CommandGrammar.Milestones.Contains(milestone, StringComparer.Ordinal))
            return RefuseWord("time", "milestone", rest[..end], CommandGrammar.Milestones);

        return When.TryParse(when, out var at)
            ? new TimeCommand(milestone, at, reason)
            : Refuse("time", when.Length == 0 ? $"Say when {milestone} was." : $"I can't read “{Shorten(when)}” as a time; write it like {When.Forms}.");
    }

    private static (string When, string? Reason) SplitReason(string rest)
    {
        const string Because = "because";
        var at = rest.IndexOf(Because, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return (rest.Trim(), null);

        var reason = rest[(at + Because.Length)..].Trim();
        return (rest[..at].Trim().TrimEnd(',', ';'), reason.Length == 0 ? null : reason);
    }

    private static Command ParseAssign(string rest, TypedText typed)
    {
        var end = IndexOfSpace(rest);
        if (end == 0)
            return Refuse("assign", "Say which step, by its number in the checklist, and who does it.");

        var step = rest[..end];
        return rest[end..].Trim().ToLowerInvariant() switch
        {
            "me" => new AssignCommand(step, null),
            "none" => new UnassignCommand(step),
            _ when typed.Mentions.Count == 1 => new AssignCommand(step, typed.Mentions[0].Person),
            _ when typed.Mentions.Count > 1 => Refuse("assign", "One person at a time, please."),
            _ => Refuse("assign", $"Say who does step {Shorten(step)}: pick the person from the list that opens when you type @, or write “me”. To take it off somebody, write “none”."),
        };
    }

    private static Command ParseTimeline(string rest)
    {
        if (rest.Length == 0)
            return new TimelineCommand(null);

        return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0
            ? new TimelineCommand(page)
            : Refuse("timeline", "A page is a number from 1, which has the oldest entries.");
    }

    private static Command ParseCapture(string rest)
    {
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => Refuse("capture", "Say what: the thread you write in, or the links of one or two messages."),
            [var word] when string.Equals(word, "thread", StringComparison.OrdinalIgnoreCase) => new CaptureCommand(null, null),
            [var first] when IsLink(first) => new CaptureCommand(first, null),
            [var first, var second] when IsLink(first) && IsLink(second) => new CaptureCommand(first, second),
            _ => Refuse("capture", "I need one or two links of messages; “Copy link” is in each message's menu."),
        };
    }

    private static bool IsLink(string word) => word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static NotUnderstood RefuseWord(string verb, string what, string typed, IReadOnlyList<string> known)
    {
        if (typed.Length == 0)
            return Refuse(verb, $"Say which {what}: {string.Join(", ", known)}.");

        var meant = Words.Nearest(typed, known) is { } near ? $" Did you mean “{near}”?" : string.Empty;
        return Refuse(verb, $"“{Shorten(typed)}” is no {what} that I know.{meant}");
    }
}
