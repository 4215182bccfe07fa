using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Start an incident.</summary>
/// <param name="Title">What is wrong, as typed; null: it is to be asked for.</param>
/// <param name="Severity">1 to 4; null: the configured default.</param>
/// <param name="Services">The affected services, as typed; empty: not said.</param>
/// <param name="IsDrill">Whether it is only practised.</param>
/// <param name="IsPrivate">Whether only the members of its channel may know of it.</param>
/// <param name="Impact">Who is affected and how, as typed; null: not said.</param>
/// <param name="TakesCommand">Whether its starter leads it.</param>
public sealed record StartCommand(
    string? Title, int? Severity, IReadOnlyList<string> Services, bool IsDrill = false, bool IsPrivate = false, string? Impact = null,
    bool TakesCommand = false) : Command;

/// <summary>Say how far the response has come.</summary>
/// <param name="Status">One of <see cref="IncidentCommands.Statuses"/>.</param>
/// <param name="Sentence">What is said with it, as typed; null: nothing.</param>
internal sealed record StatusCommand(string Status, string? Sentence) : Command;

/// <summary>Post an update.</summary>
internal sealed record UpdateCommand(string Text) : Command;

/// <summary>Say how bad it is.</summary>
/// <param name="Severity">1 (worst) to 4; null: it is to be asked for.</param>
/// <param name="NotALevel">What was typed instead and is not a level; null: nothing.</param>
internal sealed record SeverityCommand(int? Severity, string? NotALevel = null) : Command;

/// <summary>Give someone a role.</summary>
/// <param name="Role">One of <see cref="IncidentCommands.Roles"/>, or a word that may be one of the organisation's own.</param>
/// <param name="Person">Who gets it; null: the writer.</param>
internal sealed record RoleCommand(string Role, PersonId? Person) : Command;

/// <summary>Give a role of one's own up.</summary>
/// <param name="Role">One of <see cref="IncidentCommands.Roles"/>, or a word that may be one of the organisation's own.</param>
internal sealed record LeaveRoleCommand(string Role) : Command;

/// <summary>Put the impact into words.</summary>
internal sealed record ImpactCommand(string Text) : Command;

/// <summary>Say when a milestone was.</summary>
/// <param name="Milestone">One of <see cref="IncidentCommands.Milestones"/>.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, as typed; null: not said.</param>
internal sealed record TimeCommand(string Milestone, When At, string? Reason = null) : Command;

/// <summary>Show all milestones privately, with the way to correct them.</summary>
internal sealed record MilestonesCommand : Command;

/// <summary>The commands about the incident itself: how people are told of them, and how they are read.</summary>
internal static class IncidentCommands
{
    /// <summary>Starts an incident.</summary>
    public static readonly CommandForm Start = new(
        "start", "start [title] [--sev 1-4] [--service NAME] [--private] [--drill]", "Open an incident with its own channel.",
        "start Checkout returns 500s --sev 2 --service checkout", HelpGroup.Begin, 1);

    /// <summary>Says how bad it is.</summary>
    public static readonly CommandForm Severity = new(
        "severity", "severity [1-4]", "Set how bad it is (1 is worst), or see what each level means.", "severity 2", HelpGroup.Respond, 3);

    /// <summary>Gives a role.</summary>
    public static readonly CommandForm Role = new(
        "role", "role commander|scribe|comms @person|me|none", "Assign a role.", "role commander @maya", HelpGroup.Respond, 1);

    /// <summary>Puts the impact into words.</summary>
    public static readonly CommandForm Impact = new(
        "impact", "impact TEXT", "Say who is affected and how.", "impact 12 % of checkouts fail in the EU", HelpGroup.Respond, 4);

    /// <summary>Posts an update.</summary>
    public static readonly CommandForm Update = new(
        "update", "update TEXT", "Tell everyone how things are going.", "update Rollback is running; next update in 30 minutes",
        HelpGroup.Respond,
        7);

    private static readonly CommandForm Status = new(
        "status", "status investigating|identified|mitigated|resolved|closed|cancelled [sentence]", "Change the status.",
        "status mitigated Rolled back to v2.3.0", HelpGroup.Respond, 6);

    private static readonly CommandForm Cancel = new(
        "cancel", "cancel [reason]", "End a false alarm.", "cancel The alert was a test", HelpGroup.Respond, 8);

    /// <summary>Corrects when something was.</summary>
    public static readonly CommandForm Time = new(
        "time", "time impact-start|detected|declared|acknowledged|mitigated|resolved|closed WHEN [because REASON]",
        "Correct when something happened.", "time mitigated 14:05 because the graph shows it", HelpGroup.KeepTheRecord, 5);

    private static readonly CommandForm AllMilestones = new(
        "milestones", "milestones", "See and correct all of these times.", "milestones", HelpGroup.KeepTheRecord, 6);

    // What people type when it matters, without the word for what it changes.
    private static readonly Dictionary<string, string> Shorthand = new(StringComparer.Ordinal)
    {
        ["identified"] = "identified", ["mitigate"] = "mitigated", ["mitigated"] = "mitigated", ["resolve"] = "resolved",
        ["resolved"] = "resolved", ["close"] = "closed", ["closed"] = "closed", ["reopen"] = "investigating",
    };

    /// <summary>How far a response has come.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["investigating", "identified", "mitigated", "resolved", "closed", "cancelled"];

    /// <summary>The parts that people take everywhere; an organisation may have more.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["commander", "scribe", "comms"];

    /// <summary>The instants that durations are counted between.</summary>
    public static IReadOnlyList<string> Milestones { get; } =
        ["impact-start", "detected", "declared", "acknowledged", "mitigated", "resolved", "closed"];

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
    [
        new(Start, text => StartWords.Parse(text.Rest)),
        new(Role, ParseRole),
        new(Severity, ParseSeverity, "sev"),
        new(Impact, text => text.Rest.Length > 0 ? new ImpactCommand(text.Rest) : Impact.Refuse("Say who is affected and how.")),
        new(Status, ParseStatus, [.. Shorthand.Keys]),
        new(Cancel, text => new StatusCommand("cancelled", text.Rest.Length == 0 ? null : text.Rest)),
        new(Update, text => text.Rest.Length > 0 ? new UpdateCommand(text.Rest) : Update.Refuse("Say how things are going.")),
        new(Time, ParseTime),
        new(AllMilestones, ParseMilestones, "milestone"),
    ];

    private static Command ParseStatus(CommandText text)
    {
        if (Shorthand.TryGetValue(text.Verb, out var status))
            return new StatusCommand(status, text.Rest.Length == 0 ? null : text.Rest);

        var word = text.FirstWord.ToLowerInvariant();
        return Statuses.Contains(word, StringComparer.Ordinal)
            ? new StatusCommand(word, text.AfterFirstWord.Length == 0 ? null : text.AfterFirstWord)
            : Status.RefuseWord("status", text.FirstWord, Statuses);
    }

    // What the levels mean is known where they are asked for.
    private static SeverityCommand ParseSeverity(CommandText text)
    {
        var level = SeverityLevels.Read(text.Rest);
        return new SeverityCommand(level, level is null && text.Rest.Length > 0 ? CommandText.Shorten(text.Rest) : null);
    }

    private static Command ParseRole(CommandText text)
    {
        var role = DashedWord.Plain(text.FirstWord);
        // Which roles there are besides the usual ones is known where the role is given.
        if (!Roles.Contains(role, StringComparer.Ordinal) && !role.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            return Role.RefuseWord("role", text.FirstWord, Roles);
        if (role is "" or "me" or "none")
            return Role.RefuseWord("role", string.Empty, Roles);

        if (string.Equals(text.AfterFirstWord, "me", StringComparison.OrdinalIgnoreCase))
            return new RoleCommand(role, null);

        if (string.Equals(text.AfterFirstWord, "none", StringComparison.OrdinalIgnoreCase))
            return new LeaveRoleCommand(role);

        return text.Typed.Mentions.Count switch
        {
            1 => new RoleCommand(role, text.Typed.Mentions[0].Person),
            0 => Role.Refuse(
                $"Say who is {role}: pick the person from the list that opens when you type @, or write “me”. "
                    + "To give it up, write “none”."),
            _ => Role.Refuse("One person at a time, please."),
        };
    }

    private static Command ParseMilestones(CommandText text) => text switch
    {
        { Rest.Length: 0 } => new MilestonesCommand(),
        { Verb: "milestone" } => ParseTime(text),
        _ => CommandVerb.TakesNoMore(AllMilestones, text),
    };

    private static Command ParseTime(CommandText text)
    {
        var milestone = DashedWord.Plain(text.FirstWord);
        var (when, reason) = SplitReason(text.AfterFirstWord);
        if (!Milestones.Contains(milestone, StringComparer.Ordinal))
            return Time.RefuseWord("milestone", text.FirstWord, Milestones);

        return When.TryParse(when, out var at)
            ? new TimeCommand(milestone, at, reason)
            : Time.Refuse(
                when.Length == 0
                    ? $"Give the time of {milestone}."
                    : $"I can't read “{CommandText.Shorten(when)}” as a time; write it like {When.Forms}.");
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
}
