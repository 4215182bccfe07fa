namespace IncidentBot.Simulator.Wire;

/// <summary>How one simulator is set up: where it listens, which app it talks to, and whose time it lives in.</summary>
public sealed class SimulatorOptions
{
    /// <summary>
    /// Addresses of this machine to listen on, separated by semicolons, never one that others can reach; port 0 takes a free one, to be
    /// read from <c>WebApplication.Urls</c> after the start.
    /// </summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>
    /// Base address of the app; <c>/slack/events</c>, <c>/slack/commands</c> and <c>/slack/interactions</c> are posted below it.
    /// </summary>
    public string AppUrl { get; set; } = "http://127.0.0.1:5079";

    /// <summary>
    /// The workspace's time. Null follows real time until <c>POST /sim/clock</c> is called and is virtual from then on.
    /// A clock of another kind than the simulator's own cannot be set.
    /// </summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>
    /// Multiplier for the delays before the second and third retry of an event (1 and 5 minutes); 1 by default, 0 means at once.
    /// </summary>
    public double RetryScale { get; init; } = 1;

    /// <summary>
    /// How long the app may take to answer a request over HTTP; 3 seconds by default, as Slack waits
    /// (https://docs.slack.dev/apis/events-api). Real time, since the app's work takes real time.
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the first request of a person waits until the app's <c>/readyz</c> answers 200; at most 20 seconds.</summary>
    public bool WaitForApp { get; init; }

    /// <summary>Start of every permalink; null takes the simulator's own address, so that links open its page.</summary>
    public string? WorkspaceUrl { get; init; }

    /// <summary>The scopes of the default app's bot token.</summary>
    public IReadOnlyCollection<string> Scopes { get; init; } = DefaultApp.Scopes;

    /// <summary>What the app and the workspace know each other by; the documented ones by default.</summary>
    public AppSecrets Secrets { get; init; } = AppSecrets.Documented;

    /// <summary>
    /// Names under which people reach the simulator besides those of this machine, such as the name of a tunnel; none by default. A
    /// request for any other host is refused.
    /// </summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];

    /// <summary>
    /// A file that keeps channels, messages and files over a restart, written a moment after each change; null, the default, keeps
    /// nothing. One that cannot be read is set aside with <c>.unreadable</c> behind its name.
    /// </summary>
    public string? KeepIn { get; init; }

    /// <summary>The command that the page suggests while there is no incident.</summary>
    public string Example { get; init; } = "/incident start Checkout returns 500s";

    /// <summary>Whether the page offers to deploy in the local GitHub; false where the app asks another GitHub.</summary>
    public bool HasDeploys { get; init; } = true;

    /// <summary>How the page's deploy panel tells the app of a changed setting; null, the default: it does not.</summary>
    public ChangePosting? Posting { get; set; }

    /// <summary>Whether warnings and errors are written to the console.</summary>
    public bool LogToConsole { get; init; }
}
