using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>What an organisation sets for all its incidents.</summary>
public sealed class IncidentOptions
{
    private static readonly IReadOnlyList<string> UsualCriteria =
        ["everyone is affected", "many are affected", "some are affected", "hardly anyone is affected"];

    /// <summary>The severity of an incident whose starter did not say; 1 (worst) to 4, default 3.</summary>
    public int DefaultSeverity { get; set; } = 3;

    /// <summary>
    /// How many incidents one person may start within a minute; 1 to 1000, default 5. Whoever starts more is asked to wait, so that nobody
    /// holds up another's incident.
    /// </summary>
    public int StartsPerMinute { get; set; } = 5;

    /// <summary>What severity 1, 2, 3 and 4 mean here, in this order, each at most 60 characters; empty: the usual words.</summary>
    public IReadOnlyList<string> SeverityCriteria { get; set; } = [];

    /// <summary>
    /// The roles that people take besides commander, scribe and comms, such as <c>customer-liaison</c>; small letters, digits and hyphens;
    /// none by default.
    /// </summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>The ids of people, and of groups of people, who are invited into every incident's channel; none by default.</summary>
    public IReadOnlyList<string> Responders { get; set; } = [];

    /// <summary>
    /// The ids of people, and of groups of people, who are invited as well once an incident has severity 1; none by default.
    /// </summary>
    public IReadOnlyList<string> Severity1Responders { get; set; } = [];

    /// <summary>What is set for each chat platform, by <see cref="IChatPlatform.Name"/>; none by default.</summary>
    public IReadOnlyDictionary<string, PlatformSettings> Platforms { get; set; } =
        new Dictionary<string, PlatformSettings>(StringComparer.Ordinal);

    /// <summary>
    /// How many days after an incident was closed it is asked whether its channel is to be archived; 1 to 365; 0, the default: never.
    /// </summary>
    public int ArchiveAfterDays { get; set; }

    /// <summary>The names of the services in the catalogue; empty: any name is taken.</summary>
    public IReadOnlyList<string> Services { get; set; } = [];

    /// <summary>What is set for a platform.</summary>
    public PlatformSettings On(string platform) => Platforms.GetValueOrDefault(platform, PlatformSettings.None);

    /// <summary>What a severity means.</summary>
    public string Criterion(int severity) => (SeverityCriteria.Count == 4 ? SeverityCriteria : UsualCriteria)[severity - 1];

    /// <summary>Who is invited into the channel of an incident of this severity.</summary>
    internal IReadOnlyList<PersonId> Invited(int severity) =>
        [
            .. Responders.Concat(severity == 1 ? Severity1Responders : []).Where(id => id.Length > 0).Select(id => new PersonId(id))
                .Distinct(),
        ];

    /// <summary>The catalogue's spelling of a service; null: a catalogue exists and does not have it.</summary>
    public string? Service(string name) =>
        Services.Count == 0
            ? name
            : Services.FirstOrDefault(known => string.Equals(known, name.Trim(), StringComparison.OrdinalIgnoreCase));
}
