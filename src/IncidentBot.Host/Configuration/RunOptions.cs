namespace IncidentBot.Host.Configuration;

/// <summary>How the bot runs; the section <c>IncidentBot</c> of the configuration.</summary>
internal sealed class RunOptions
{
    /// <summary>With a real or a simulated chat; <see cref="RunMode.Auto"/> by default.</summary>
    public RunMode Mode { get; set; } = RunMode.Auto;
}

/// <summary>With what the bot runs.</summary>
internal enum RunMode
{
    /// <summary>
    /// With a simulated Slack if nothing is set under <c>Slack</c> and nothing speaks against it, otherwise with the real one.
    /// </summary>
    Auto,

    /// <summary>With the real one, or not at all: what deployments set, so that a lost secret stops the start.</summary>
    Live,

    /// <summary>With a simulated Slack, or not at all; the same as <c>--local</c>.</summary>
    Local,
}
