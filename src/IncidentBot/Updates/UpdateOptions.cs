namespace IncidentBot.Updates;

/// <summary>How often everyone is to be told how an incident stands.</summary>
public sealed class UpdateOptions
{
    /// <summary>Minutes between updates of a severity 1 incident; 5 to 1440, default 30; 0: nobody is reminded.</summary>
    public int Severity1Minutes { get; set; } = 30;

    /// <summary>Minutes between updates of a severity 2 incident; 5 to 1440, default 60; 0: nobody is reminded.</summary>
    public int Severity2Minutes { get; set; } = 60;

    /// <summary>Minutes between updates of a severity 3 incident; 5 to 1440; 0, the default: nobody is reminded.</summary>
    public int Severity3Minutes { get; set; }

    /// <summary>Minutes between updates of a severity 4 incident; 5 to 1440; 0, the default: nobody is reminded.</summary>
    public int Severity4Minutes { get; set; }

    /// <summary>
    /// When nobody is reminded of severity 3 and 4, in the reminded person's own time zone, such as <c>22:00-07:00</c>, the default; blank:
    /// never.
    /// </summary>
    public string? QuietHours { get; set; } = "22:00-07:00";

    /// <summary>The time between two updates of an incident of this severity; null: nobody is reminded.</summary>
    public TimeSpan? Every(int severity)
    {
        var minutes = severity switch { 1 => Severity1Minutes, 2 => Severity2Minutes, 3 => Severity3Minutes, _ => Severity4Minutes };
        return minutes == 0 ? null : TimeSpan.FromMinutes(minutes);
    }

    /// <summary>The end of the quiet hours that a reminder at this instant would fall into; null: it would fall into none.</summary>
    /// <param name="severity">1 and 2 know no quiet hours.</param>
    /// <param name="at">When; UTC.</param>
    /// <param name="timeZone">The person's IANA zone.</param>
    public DateTimeOffset? QuietUntil(int severity, DateTimeOffset at, string timeZone) =>
        severity >= 3 && Updates.QuietHours.TryParse(QuietHours, out var quiet) ? quiet.Until(at, timeZone) : null;
}
