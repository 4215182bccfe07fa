using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Actions;

/// <summary>What an action item is for.</summary>
internal enum ActionKind
{
    /// <summary>It makes this failure, or its spread, impossible.</summary>
    SystemicFix,

    /// <summary>It replays what happened.</summary>
    RegressionTest,

    /// <summary>It tells earlier.</summary>
    Monitoring,

    /// <summary>It shortens the search.</summary>
    Logging,

    /// <summary>It helps whoever is on call next.</summary>
    Runbook,

    /// <summary>It lets others know.</summary>
    Sharing,
}

/// <summary>How far off an action item is planned.</summary>
internal enum ActionHorizon
{
    /// <summary>Within days.</summary>
    Immediate,

    /// <summary>Within weeks.</summary>
    Short,

    /// <summary>Within a quarter.</summary>
    Medium,

    /// <summary>Later than that.</summary>
    Long,
}

/// <summary>How an action item stands.</summary>
internal enum ActionState
{
    /// <summary>It is to be done.</summary>
    Open,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It won't be done, for a reason.</summary>
    Dropped,
}

/// <summary>What people say of an action item, and may change as long as it stands.</summary>
/// <param name="Text">What is to be done; one line, at most <see cref="LongestText"/> characters. Empty: its words were removed.</param>
internal sealed record ActionTerms(string Text)
{
    /// <summary>The most characters of what is to be done.</summary>
    public const int LongestText = 500;

    /// <summary>The most characters of the evidence that it is done.</summary>
    public const int LongestDoneWhen = 500;

    /// <summary>Who does it; null: nobody yet.</summary>
    public Person? Owner { get; init; }

    /// <summary>The day by which it is done, by the owner's calendar; null: not said.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>What it is for; null: not said.</summary>
    public ActionKind? Kind { get; init; }

    /// <summary>How far off it is planned; null: not said.</summary>
    public ActionHorizon? Horizon { get; init; }

    /// <summary>What anybody can see once it is done; null: not said.</summary>
    public string? DoneWhen { get; init; }
}

/// <summary>Something that is to be done after an incident, so that it doesn't happen again or hurts less.</summary>
/// <param name="Number">Counts from 1 in its incident, in the order of making.</param>
/// <param name="Terms">What people say of it.</param>
/// <param name="OpenedBy">Who made it.</param>
/// <param name="OpenedAt">When; UTC.</param>
internal sealed record ActionItem(int Number, ActionTerms Terms, Person OpenedBy, DateTimeOffset OpenedAt)
{
    /// <summary>What stands for the words of an action item whose message was deleted.</summary>
    public const string Removed = "(its words were removed with the message they came from)";

    /// <summary>Counts what has happened to it, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How it stands.</summary>
    public ActionState State { get; init; }

    /// <summary>Why it was dropped; null: it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>Who settled it, by name; null: it is open.</summary>
    public string? SettledBy { get; init; }

    /// <summary>When it was settled; UTC. Null: it is open.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The message that it was made from, whose deletion takes its words; null: none.</summary>
    public MessageId? Source { get; init; }

    /// <summary>The address of that message for people; null: there is none.</summary>
    public Uri? Permalink { get; init; }

    /// <summary>Its issue; null: none was asked for.</summary>
    public ActionIssue? Issue { get; init; }

    /// <summary>Whether its words left with the message that they came from.</summary>
    [JsonIgnore]
    public bool IsRemoved => Terms.Text.Length == 0;

    /// <summary>What is to be done, or what stands for it.</summary>
    [JsonIgnore]
    public string Text => IsRemoved ? Removed : Terms.Text;

    /// <summary>Whether it was to be done by a day before this one.</summary>
    public bool IsOverdue(DateOnly today) => State == ActionState.Open && Terms.Due < today;
}

/// <summary>The issue of an action item in the tracker of a repository.</summary>
/// <param name="Repository">As <c>owner/name</c>.</param>
/// <param name="AskedAt">When it was asked for; UTC.</param>
internal sealed record ActionIssue(string Repository, DateTimeOffset AskedAt)
{
    /// <summary>Its number there; null: it is not made.</summary>
    public int? Number { get; init; }

    /// <summary>Its address for people; null: it is not made.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether it is closed there.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Why it could not be made, or what it was made without, in a sentence; null: nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether making it was given up.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it is still to be made.</summary>
    [JsonIgnore]
    public bool IsWaiting => Number is null && !IsRefused;
}
