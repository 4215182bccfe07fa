using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Changes;

/// <summary>Where changes are read from, and how far back; bound to <c>Changes</c>.</summary>
public sealed class ChangesOptions
{
    /// <summary>How many days a person can make the bot look back for one incident.</summary>
    public const int MostDaysBack = 30;

    /// <summary>
    /// How many days old a deployment may be for its statuses to be read, since one may be approved long after it was made; 1 to 90, 7 by
    /// default.
    /// </summary>
    public int LookBackDays { get; set; } = 7;

    /// <summary>
    /// How often the changes of an open incident are asked for again, in minutes; 1 to 1440, 5 by default, 0: never. What didn't change
    /// costs nothing of GitHub's limit.
    /// </summary>
    public int PollMinutes { get; set; } = 5;

    /// <summary>
    /// The workflows whose runs are deploys, each as <c>owner/name:file</c>, such as <c>acme/checkout:deploy.yml</c>; none by default.
    /// </summary>
    public IList<string> Workflows { get; set; } = [];

    /// <summary>
    /// How the messages of deploy bots are read, by a name of your own; tried in the order of their names, and the first that fits counts.
    /// Empty by default: no such message is read.
    /// </summary>
    public IDictionary<string, BotRuleOptions> Bots { get; set; } = new Dictionary<string, BotRuleOptions>(
        StringComparer.OrdinalIgnoreCase);
}

/// <summary>How the messages of a deploy bot are read.</summary>
public sealed class BotRuleOptions
{
    /// <summary>The id of the channel that it writes to; the bot must be in it.</summary>
    public string? Channel { get; set; }

    /// <summary>Whose messages count, by the writing bot's name or id, which others can't take; null: those of every bot there.</summary>
    public string? Bot { get; set; }

    /// <summary>
    /// A .NET regular expression without lookarounds and back references, at most 1,000 characters, with the groups that it reads:
    /// <c>service</c>, <c>ref</c>, <c>environment</c>, <c>description</c>, <c>url</c>, <c>state</c>.
    /// </summary>
    public string? Pattern { get; set; }

    /// <summary>What kind of change it tells of; a deploy by default.</summary>
    public ChangeKind Kind { get; set; }

    /// <summary>The service, where the message does not name it; null: the pattern's group does.</summary>
    public string? Service { get; set; }
}
