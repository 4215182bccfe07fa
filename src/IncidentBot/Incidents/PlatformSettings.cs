using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>What an organisation sets for one chat platform: its ids and names mean nothing on another.</summary>
public sealed record PlatformSettings
{
    /// <summary>Nothing is set.</summary>
    public static readonly PlatformSettings None = new();

    /// <summary>
    /// The channel, by id or name, in which incidents are announced, or several with commas between; null: they are not.
    /// </summary>
    public string? AnnounceChannel { get; init; }

    /// <summary>
    /// The id of the group of people whose members alone may close an incident, cancel what somebody else started, make it severity 1 and
    /// export; null, the default: everyone who may act.
    /// </summary>
    public string? Responders { get; init; }

    /// <summary>The ids of people who see private incidents without being in their channels; none by default.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>Whether new incidents are announced anywhere.</summary>
    public bool Announces => AnnounceTargets().Count > 0;

    /// <summary>Whether somebody sees private incidents without being in their channels.</summary>
    public bool IsAdmin(PersonId person) =>
        person.Value.Length > 0 && Admins.Any(id => string.Equals(id.Trim(), person.Value, StringComparison.Ordinal));

    /// <summary>Where incidents are announced.</summary>
    internal IReadOnlyList<ChannelTarget> AnnounceTargets() =>
        [
            .. (AnnounceChannel ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => new ChannelTarget(name.TrimStart('#'), null)),
        ];
}
