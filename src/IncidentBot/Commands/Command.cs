using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>What a typed command asks for; words of choices are checked against <see cref="CommandGrammar"/>.</summary>
public abstract record Command;

/// <summary>Start an incident.</summary>
/// <param name="Title">What is wrong, as typed; null: it is to be asked for.</param>
/// <param name="Severity">1 to 4; null: the configured default.</param>
/// <param name="Services">The affected services, as typed; empty: not said.</param>
/// <param name="IsDrill">Whether it is only practised.</param>
/// <param name="IsPrivate">Whether only the members of its channel may know of it.</param>
public sealed record StartCommand(string? Title, int? Severity, IReadOnlyList<string> Services, bool IsDrill = false, bool IsPrivate = false) : Command;

/// <summary>Write something into the timeline.</summary>
/// <param name="Text">The words as typed.</param>
/// <param name="At">When it happened; null: now.</param>
/// <param name="Kind">One of <see cref="CommandGrammar.Kinds"/>; null: not said.</param>
/// <param name="NotATime">What stands at the end like a time but is none that is understood, such as <c>4:20pm</c>; it is part of the text. Null: nothing does.</param>
public sealed record NoteCommand(string Text, When? At, string? Kind, string? NotATime = null) : Command;

/// <summary>Say how far the response has come.</summary>
/// <param name="Status">One of <see cref="CommandGrammar.Statuses"/>.</param>
/// <param name="Sentence">What is said with it, as typed; null: nothing.</param>
public sealed record StatusCommand(string Status, string? Sentence) : Command;

/// <summary>Tell everyone how it stands, in words.</summary>
public sealed record UpdateCommand(string Text) : Command;

/// <summary>Say how bad it is.</summary>
/// <param name="Severity">1 (worst) to 4; null: it is to be asked for.</param>
/// <param name="NotALevel">What was typed instead and is no level; null: nothing.</param>
public sealed record SeverityCommand(int? Severity, string? NotALevel = null) : Command;

/// <summary>Give someone a role.</summary>
/// <param name="Role">One of <see cref="CommandGrammar.Roles"/>, or a word that may be one of the organisation's own.</param>
/// <param name="Person">Who gets it; null: the writer.</param>
public sealed record RoleCommand(string Role, PersonId? Person) : Command;

/// <summary>Give a role of one's own up.</summary>
/// <param name="Role">One of <see cref="CommandGrammar.Roles"/>, or a word that may be one of the organisation's own.</param>
public sealed record LeaveRoleCommand(string Role) : Command;

/// <summary>Put the impact into words.</summary>
public sealed record ImpactCommand(string Text) : Command;

/// <summary>Say when a milestone was.</summary>
/// <param name="Milestone">One of <see cref="CommandGrammar.Milestones"/>.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, as typed; null: not said.</param>
public sealed record TimeCommand(string Milestone, When At, string? Reason = null) : Command;

/// <summary>Show all milestones privately, with the way to correct them.</summary>
public sealed record MilestonesCommand : Command;

/// <summary>Show the checklist privately, or what helps with one step of it.</summary>
/// <param name="Step">The step's number or key, as typed; null: all steps.</param>
public sealed record ChecklistCommand(string? Step = null) : Command;

/// <summary>Say who does a step of the checklist.</summary>
/// <param name="Step">The step's number or key, as typed.</param>
/// <param name="Person">Who does it; null: the writer.</param>
public sealed record AssignCommand(string Step, PersonId? Person) : Command;

/// <summary>Take a step of the checklist off whoever was to do it.</summary>
/// <param name="Step">The step's number or key, as typed.</param>
public sealed record UnassignCommand(string Step) : Command;

/// <summary>Show the deploys.</summary>
public sealed record DeploysCommand : Command;

/// <summary>Show the timeline privately.</summary>
/// <param name="Page">1 for the oldest entries; null: the newest.</param>
public sealed record TimelineCommand(int? Page) : Command;

/// <summary>Put many messages into the timeline at once.</summary>
/// <param name="First">The address of a message; null: the thread in which it is said.</param>
/// <param name="Second">The address of another, up to which all is meant; null: the first one's thread is.</param>
public sealed record CaptureCommand(string? First, string? Second) : Command;

/// <summary>Compare the channel with the record, and add what is missing.</summary>
public sealed record SyncCommand : Command;

/// <summary>Assemble the postmortem draft.</summary>
public sealed record PostmortemCommand : Command;

/// <summary>Upload the postmortem draft into the channel.</summary>
public sealed record ExportCommand : Command;

/// <summary>List the open incidents.</summary>
public sealed record ListCommand : Command;

/// <summary>Say what can be typed.</summary>
public sealed record HelpCommand : Command;

/// <summary>The words make no command.</summary>
/// <param name="Sentence">What is wrong and what the right form is.</param>
public sealed record NotUnderstood(string Sentence) : Command;
