using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>What a fact of the draft is about.</summary>
internal enum FactKind
{
    /// <summary>A milestone was reached.</summary>
    Milestone,

    /// <summary>The status changed without reaching a milestone.</summary>
    Status,

    /// <summary>The severity changed.</summary>
    Severity,

    /// <summary>Somebody took a role.</summary>
    Role,

    /// <summary>The impact was put into words.</summary>
    Impact,

    /// <summary>A question of the checklist was answered.</summary>
    Answer,

    /// <summary>An entry of the timeline.</summary>
    Entry,

    /// <summary>Something went live.</summary>
    Change,

    /// <summary>An alert bot wrote about an affected service before anybody noticed.</summary>
    EarlySign,
}

/// <summary>One thing that is known of an incident: the draft is written from such facts alone.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="At">When it was; UTC.</param>
/// <param name="Words">What is known, as plain words; people's own words stay theirs.</param>
/// <param name="Evidence">Where it can be checked.</param>
/// <param name="IsSure">Whether it may be told as a fact: neither a guess nor a time that nobody has confirmed.</param>
internal sealed record DraftFact(FactKind Kind, DateTimeOffset At, string Words, Evidence Evidence, bool IsSure)
{
    /// <summary>Who said so; null: the bot itself.</summary>
    public Person? By { get; init; }

    /// <summary>When the message of an early sign was edited last; UTC. Null: never, or it is none.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Whether an alert told of it: a bot's message, or an entry of that kind.</summary>
    public bool IsAlert => Kind == FactKind.EarlySign || Entry?.Kind == EntryKind.Alert;

    /// <summary>The entry that it is; null: it is none.</summary>
    public TimelineEntry? Entry { get; init; }

    /// <summary>The milestone that was reached; null: none.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>The change that went live; null: none.</summary>
    public ServiceChange? Change { get; init; }

    /// <summary>The step that was answered; null: none.</summary>
    public ChecklistStep? Step { get; init; }
}
