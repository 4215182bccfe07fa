using IncidentBot.Incidents;

namespace IncidentBot.Host.Demo;

/// <summary>One thing that happens while a scenario is played.</summary>
/// <param name="At">When; UTC.</param>
internal abstract record Beat(DateTimeOffset At);

/// <summary>Something is deployed, as the local GitHub reports.</summary>
internal sealed record GoLive(DateTimeOffset At, ScenarioDeploy Deploy) : Beat(At);

/// <summary>Someone starts the incident.</summary>
internal sealed record StartIncident(DateTimeOffset At, string Who) : Beat(At);

/// <summary>Someone takes command by the card's button.</summary>
internal sealed record TakeCommand(DateTimeOffset At, string Who) : Beat(At);

/// <summary>Someone sets the time of a milestone by command.</summary>
internal sealed record SayTime(DateTimeOffset At, string Who, Milestone Milestone, DateTimeOffset When) : Beat(At);

/// <summary>Someone says something in the channel.</summary>
internal sealed record SayChat(DateTimeOffset At, string Who, string Text) : Beat(At);

/// <summary>The words of an entry are posted in the channel.</summary>
internal sealed record SayEntry(DateTimeOffset At, ScenarioEntry Entry) : Beat(At);

/// <summary>The message of an entry is added to the timeline.</summary>
internal sealed record TagEntry(DateTimeOffset At, ScenarioEntry Entry, TagBy By) : Beat(At);

/// <summary>An entry is added to the timeline by command, with the time at which it happened.</summary>
internal sealed record NoteEntry(DateTimeOffset At, ScenarioEntry Entry) : Beat(At);

/// <summary>Someone ticks a step of the checklist, or answers it.</summary>
internal sealed record DoStep(DateTimeOffset At, ScenarioStep Step) : Beat(At);

/// <summary>Someone sets the status by command.</summary>
internal sealed record SetStatus(DateTimeOffset At, string Who, IncidentStatus Status) : Beat(At);

/// <summary>Someone asks for the postmortem, or exports it to the channel.</summary>
internal sealed record WriteUp(DateTimeOffset At, string Who, bool Export) : Beat(At);

/// <summary>How a message gets into the timeline.</summary>
internal enum TagBy
{
    /// <summary>By a reaction.</summary>
    Reaction,

    /// <summary>By the shortcut in the message's menu.</summary>
    Shortcut,
}
