using IncidentBot.Slack.WebApi;

namespace IncidentBot.Host.Configuration;

/// <summary>Which keys the settings have under <c>Slack</c>, whatever their values; numbers alone set up no workspace.</summary>
/// <param name="Set">Those with a value, such as <c>Slack:BotToken</c>.</param>
/// <param name="Blank">Those that are there without a value in any source.</param>
internal sealed record SlackKeys(IReadOnlyList<string> Set, IReadOnlyList<string> Blank)
{
    private static readonly string[] Numbers = [nameof(SlackOptions.SocketConnections), nameof(SlackOptions.MaxUnverifiedMegabytes)];

    /// <summary>None at all.</summary>
    public static SlackKeys None { get; } = new([], []);

    /// <summary>Those of all sources.</summary>
    public static SlackKeys Of(IEnumerable<SettingSource> sources)
    {
        var keys = sources.SelectMany(source => source.Values.GetSection("Slack").GetChildren())
            .Where(key => !Numbers.Contains(key.Key, StringComparer.OrdinalIgnoreCase))
            .ToLookup(
                key => NameOf(key.Key), key => !string.IsNullOrWhiteSpace(key.Value) || key.GetChildren().Any(), StringComparer.Ordinal);
        return new SlackKeys(
            [.. keys.Where(key => key.Contains(true)).Select(key => key.Key)],
            [.. keys.Where(key => !key.Contains(true)).Select(key => key.Key)]);
    }

    // Environment variables may be written in any case.
    private static string NameOf(string key) =>
        "Slack:" + (StrictSettings.PropertyOf(typeof(SlackOptions), key)?.Name ?? key);
}
