namespace IncidentBot.Checklist;

/// <summary>Which checklist new incidents get.</summary>
public sealed class ChecklistOptions
{
    /// <summary>The path of the organisation's own template; null: the one that comes with the bot.</summary>
    public string? Template { get; set; }
}
