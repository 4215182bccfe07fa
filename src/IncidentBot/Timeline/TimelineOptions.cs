namespace IncidentBot.Timeline;

/// <summary>How messages get into the timeline.</summary>
public sealed class TimelineOptions
{
    internal const long Megabyte = 1024 * 1024;

    private static readonly Dictionary<string, EntryKind> Usual = new(StringComparer.Ordinal)
    {
        ["pushpin"] = EntryKind.Observation,
        ["rotating_light"] = EntryKind.Alert,
        ["hammer"] = EntryKind.Action,
        ["mag"] = EntryKind.Finding,
        ["scales"] = EntryKind.Decision,
        ["mega"] = EntryKind.Communication,
        ["wrench"] = EntryKind.Fix,
    };

    /// <summary>
    /// The reactions that capture a message, by short name, and what kind of entry each makes. Empty by default, which
    /// means:
    /// pushpin observation, rotating_light alert, hammer action, mag finding, scales decision, mega communication, wrench fix.
    /// </summary>
    public IDictionary<string, EntryKind> Reactions { get; set; } = new Dictionary<string, EntryKind>(StringComparer.Ordinal);

    /// <summary>What becomes of an entry's words when their author deletes the message; by default they go.</summary>
    public DeletedMessages DeletedMessages { get; set; } = DeletedMessages.RemoveText;

    /// <summary>How often the channels of open incidents are compared with the record, in minutes; 1 to 1,440, default 5.</summary>
    public int SweepMinutes { get; set; } = 5;

    /// <summary>The largest file of a captured message that is kept, in megabytes; 0 (files are not kept) to 100, default 10.</summary>
    public int MaxFileMegabytes { get; set; } = 10;

    /// <summary>So much is kept of all files of an incident, in megabytes; 1 to 2,000, default 200.</summary>
    public int MaxIncidentMegabytes { get; set; } = 200;

    /// <summary>So much is kept of all files of all incidents, in megabytes; 1 to 1,000,000, default 5,000.</summary>
    public int MaxStoreMegabytes { get; set; } = 5000;

    internal long MaxFileBytes => MaxFileMegabytes * Megabyte;

    internal long MaxIncidentBytes => MaxFileMegabytes == 0 ? 0 : MaxIncidentMegabytes * Megabyte;

    internal long MaxStoreBytes => MaxStoreMegabytes * Megabyte;

    /// <summary>The kind that a reaction makes; null: it captures nothing.</summary>
    public EntryKind? KindOf(string reaction) => Effective.TryGetValue(reaction.Trim(':'), out var kind) ? kind : null;

    /// <summary>The reaction that makes an entry of this kind; null: none does.</summary>
    public string? ReactionFor(EntryKind kind) =>
        Effective.Where(known => known.Value == kind).Select(known => known.Key).FirstOrDefault();

    private IDictionary<string, EntryKind> Effective => Reactions.Count > 0 ? Reactions : Usual;
}

/// <summary>What becomes of an entry's words when their author deletes the message.</summary>
public enum DeletedMessages
{
    /// <summary>They go: from the entry, its former versions, the audit trail and the drafts.</summary>
    RemoveText,

    /// <summary>They stay, and the entry says that the message was deleted.</summary>
    KeepText,
}
