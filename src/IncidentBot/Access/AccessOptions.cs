namespace IncidentBot.Access;

/// <summary>Who may act on incidents: the keys under <c>Access:</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether guests, and people of other organisations in shared channels, may act like members; false by default.</summary>
    public bool AllowGuests { get; set; }

    /// <summary>The id of the user group whose members alone may close, make it severity 1 and export; null, the default: everyone who may act.</summary>
    public string? Responders { get; set; }
}
