using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>
/// Writes and reads what the bot's buttons and forms carry: the incident's number and what else there is, with bars between.
/// </summary>
internal static class IncidentButtons
{
    /// <summary>The label of the button by which the postmortem's draft comes into the channel as a file.</summary>
    public const string Export = "Export the postmortem";

    /// <summary>What a button about an incident carries.</summary>
    public static string Of(IncidentId id, params ReadOnlySpan<string> more)
    {
        var number = id.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return more.Length == 0 ? number : $"{number}|{string.Join('|', more)}";
    }

    /// <summary>The button by which whoever presses it becomes the commander.</summary>
    public static Button TakeCommand(IncidentId id) => new(IncidentButtonIds.TakeCommand, "Take command", Of(id), ButtonStyle.Primary);

    /// <summary>What stands behind the first piece of what a button about no incident carries; empty: nothing.</summary>
    public static string Behind(string value) => value.Split('|', 2) is [_, var behind] ? behind : string.Empty;

    /// <summary>Reads what a button carries; false: it is none of the bot's own values.</summary>
    /// <param name="value">What it carries.</param>
    /// <param name="id">Which incident.</param>
    /// <param name="more">What stands behind it, with bars between the pieces; empty: nothing.</param>
    public static bool TryRead(string value, out IncidentId id, out string more)
    {
        var pieces = value.Split('|', 2);
        more = pieces.Length == 2 ? pieces[1] : string.Empty;
        return IncidentId.TryParse(pieces[0], out id);
    }
}
