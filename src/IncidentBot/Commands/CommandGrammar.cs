using IncidentBot.Chat;

namespace IncidentBot.Commands;

/// <summary>What can be typed after <c>/incident</c>: the verbs, their forms, and the words that they take.</summary>
public static class CommandGrammar
{
    /// <summary>What stands before every command.</summary>
    public const string Prefix = "/incident";

    /// <summary>How far a response has come.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["investigating", "identified", "mitigated", "resolved", "closed", "cancelled"];

    /// <summary>The parts that people take everywhere; an organisation may have more.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["commander", "scribe", "comms"];

    /// <summary>The instants that durations are counted between.</summary>
    public static IReadOnlyList<string> Milestones { get; } = ["impact-start", "detected", "declared", "acknowledged", "mitigated", "resolved", "closed"];

    /// <summary>What a timeline entry can tell of.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["observation", "alert", "action", "finding", "decision", "communication", "fix", "recovery"];

    /// <summary>Every command, in the order in which an incident needs them.</summary>
    public static IReadOnlyList<CommandForm> Forms { get; } =
    [
        new("start", "start [title] [--sev 1-4] [--service NAME] [--private] [--drill]", "Open an incident with its own channel.", "start Checkout returns 500s --sev 2 --service checkout"),
        new("list", "list", "See the open incidents.", "list"),
        new("help", "help", "See this list.", "help"),
        new("checklist", "checklist [STEP]", "See the next steps, or what helps with one.", "checklist 3"),
        new("assign", "assign STEP @person|me|none", "Say who does a step.", "assign 3 me"),
        new("role", "role commander|scribe|comms @person|me|none", "Say who does what.", "role commander @maya"),
        new("severity", "severity [1-4]", "Say how bad it is, or see what each level means; 1 is worst.", "severity 2"),
        new("impact", "impact TEXT", "Say who is affected and how.", "impact 12 % of checkouts fail in the EU"),
        new("deploys", "deploys", "See what went live before it began.", "deploys"),
        new("status", "status investigating|identified|mitigated|resolved|closed|cancelled [sentence]", "Say how far you are.", "status mitigated Rolled back to v2.3.0"),
        new("cancel", "cancel [reason]", "End a false alarm.", "cancel The alert was a test"),
        new("update", "update TEXT", "Tell everyone how it stands.", "update Rollback is running; next update in 30 minutes"),
        new("note", "note TEXT [at WHEN] [--kind KIND]", "Write into the timeline.", "note Error rate back to normal at 16:20 --kind recovery"),
        new("timeline", "timeline [page]", "See what is on record.", "timeline"),
        new("capture", "capture thread | LINK [LINK]", "Put a thread, or all between two messages, on record.", "capture https://acme.slack.com/archives/C123/p1700000000000100"),
        new("sync", "sync", "Look in the channel for what is missing on record.", "sync"),
        new("time", "time impact-start|detected|declared|acknowledged|mitigated|resolved|closed WHEN [because REASON]", "Correct when something was.", "time mitigated 14:05 because the graph shows it"),
        new("milestones", "milestones", "See all of these times, and correct them.", "milestones"),
        new("postmortem", "postmortem", "Assemble the draft.", "postmortem"),
        new("export", "export", "Upload the draft into the channel.", "export"),
    ];

    /// <summary>The form of a verb that is known.</summary>
    public static CommandForm Form(string verb) => Forms.First(form => string.Equals(form.Verb, verb, StringComparison.Ordinal));
}

/// <summary>One command as people are told of it.</summary>
/// <param name="Verb">Its first word.</param>
/// <param name="Usage">What is typed, without the prefix.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Example">One that works, without the prefix.</param>
public sealed record CommandForm(string Verb, string Usage, string Purpose, string Example)
{
    /// <summary>Says what is missing or wrong, and how it is typed.</summary>
    public NotUnderstood Refuse(string problem) =>
        new($"{problem} Type `{CommandGrammar.Prefix} {Usage}`, for example `{CommandGrammar.Prefix} {Example}`.");
}
