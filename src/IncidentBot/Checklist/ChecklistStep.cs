using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>The five phases of the method, in their order.</summary>
public enum Phase
{
    /// <summary>The first five minutes: observe, touch nothing.</summary>
    Assess,

    /// <summary>Stop the harm before finding the cause.</summary>
    Stabilize,

    /// <summary>Observe, hypothesize, test one thing at a time.</summary>
    Investigate,

    /// <summary>The smallest change that restores service.</summary>
    Fix,

    /// <summary>Make the same failure impossible.</summary>
    Learn,
}

/// <summary>How a step stands.</summary>
public enum StepState
{
    /// <summary>Not done yet.</summary>
    Open,

    /// <summary>Ticked or answered.</summary>
    Done,

    /// <summary>Left out for a reason.</summary>
    Skipped,
}

/// <summary>One step of an incident's checklist: copied from the template at start, so that a later template changes nothing.</summary>
public sealed record ChecklistStep
{
    /// <summary>Its name in the template, such as <c>impact</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The phase that it belongs to.</summary>
    public required Phase Phase { get; init; }

    /// <summary>What is to be done, in one line.</summary>
    public required string Text { get; init; }

    /// <summary>Why and how; null: nothing more to say.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it is a question whose answer is recorded.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Whether it stays on top of the checklist until the incident is mitigated.</summary>
    public bool IsPinned { get; init; }

    /// <summary>The word of the role that somebody has to take for it to be done; null: none.</summary>
    public string? Role { get; init; }

    /// <summary>The status from which on nobody needs it any more; null: it is needed whatever the status.</summary>
    public IncidentStatus? Until { get; init; }

    /// <summary>Who is to do it; null: whoever comes first.</summary>
    public Person? AssignedTo { get; init; }

    /// <summary>Its state.</summary>
    public StepState State { get; init; }

    /// <summary>Who ticked, answered or skipped it; null while open.</summary>
    public Person? By { get; init; }

    /// <summary>When; null while open.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The answer, or the reason to skip; null: none.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether it is open but no longer asked for, since the incident has gone on without it.</summary>
    /// <param name="status">The incident's status.</param>
    internal bool IsPast(IncidentStatus status) => State == StepState.Open && Until is { } until && status >= until;

    /// <summary>Whether it still waits for somebody.</summary>
    /// <param name="status">The incident's status.</param>
    internal bool IsWanted(IncidentStatus status) => State == StepState.Open && !IsPast(status);
}
