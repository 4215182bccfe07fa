namespace IncidentBot.Timeline;

/// <summary>How messages get into the timeline.</summary>
public sealed class TimelineOptions
{
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
    /// The reactions that capture a message, by emoji name without colons, and what kind of entry each makes. Empty by default, which means:
    /// pushpin observation, rotating_light alert, hammer action, mag finding, scales decision, mega communication, wrench fix.
    /// </summary>
    public IDictionary<string, EntryKind> Reactions { get; set; } = new Dictionary<string, EntryKind>(StringComparer.Ordinal);

    /// <summary>How often the channels of open incidents are compared with the record, in minutes; 1 to 1,440, default 5.</summary>
    public int SweepMinutes { get; set; } = 5;

    /// <summary>The kind that a reaction makes; null: it captures nothing.</summary>
    public EntryKind? KindOf(string reaction) => Effective.TryGetValue(reaction.Trim(':'), out var kind) ? kind : null;

    /// <summary>The reaction that makes an entry of this kind; null: none does.</summary>
    public string? ReactionFor(EntryKind kind) =>
        Effective.Where(known => known.Value == kind).Select(known => known.Key).FirstOrDefault();

    private IDictionary<string, EntryKind> Effective => Reactions.Count > 0 ? Reactions : Usual;
}
