using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Versions;

/// <summary>How far a postmortem is.</summary>
internal enum DraftStage
{
    /// <summary>People work on it.</summary>
    Draft,

    /// <summary>Reviewers were asked.</summary>
    InReview,

    /// <summary>One version of it was given to everybody.</summary>
    Published,
}

/// <summary>The version that was published.</summary>
/// <param name="Version">Which one.</param>
/// <param name="At">When; UTC.</param>
/// <param name="By">Who did.</param>
internal sealed record PublishedDraft(int Version, DateTimeOffset At, Person By);

/// <summary>How far the postmortem of an incident is, and when somebody is reminded of it.</summary>
/// <param name="Incident">Whose.</param>
/// <param name="Number">Counts the writes of drafts and of this; 0: nothing is written yet.</param>
/// <param name="Stage">How far it is.</param>
internal sealed record PostmortemState(IncidentId Incident, int Number, DraftStage Stage)
{
    /// <summary>What was published last; null: nothing.</summary>
    public PublishedDraft? Published { get; init; }

    /// <summary>The reminder that comes next, counted from 1; 0: none was ever planned.</summary>
    public int RemindStep { get; init; }

    /// <summary>When it comes; UTC. Null: none does.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>The state of an incident of which nothing is written.</summary>
    public static PostmortemState None(IncidentId incident) => new(incident, 0, DraftStage.Draft);
}
