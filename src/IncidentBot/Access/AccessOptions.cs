using IncidentBot.Incidents;

namespace IncidentBot.Access;

/// <summary>
/// Who may act on incidents: the keys under <c>Access:</c>. Ids of people and groups in them are of the platform that was there first; the
/// host hands them on as its <see cref="PlatformSettings"/>.
/// </summary>
public sealed class AccessOptions
{
    /// <summary>Whether guests, and people of other organisations in shared channels, may act like members; false by default.</summary>
    public bool AllowGuests { get; set; }

    /// <summary>
    /// The id of the user group whose members alone may close an incident or reopen it, cancel what somebody else started, make it
    /// severity 1 and export; null, the default: everyone who may act.
    /// </summary>
    public string? Responders { get; set; }

    /// <summary>The ids of people who see private incidents without being in their channels; none by default.</summary>
    public IReadOnlyList<string> Admins { get; set; } = [];
}
