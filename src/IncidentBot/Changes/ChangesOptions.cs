namespace IncidentBot.Changes;

/// <summary>Where changes are read from, and how far back; bound to <c>Changes</c>.</summary>
public sealed class ChangesOptions
{
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
}
