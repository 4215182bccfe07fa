using System.Globalization;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>The store of version 0.1.0 and all that belongs to it, as texts beside this file.</summary>
internal static class KeptStore
{
    /// <summary>Names a folder: the texts are written there anew.</summary>
    public const string Switch = "INCIDENTBOT_KEEP_STORE";

    private const string Beginning = "-- The store of version 0.1.0, which stopped at ";

    /// <summary>When the former version stopped.</summary>
    public static DateTimeOffset StoppedAt =>
        DateTimeOffset.Parse(Store[Beginning.Length..Store.IndexOf('\n', StringComparison.Ordinal)], CultureInfo.InvariantCulture);

    /// <summary>Where the texts are.</summary>
    public static string Folder { get; } = Path.Combine(ProjectRoot.Folder, "tests", "IncidentBot.Host.Tests", "Upgrade");

    /// <summary>The store, as SQL.</summary>
    public static string Store => Read("store-of-0.1.0.sql");

    /// <summary>What stood in the local Slack.</summary>
    public static string Slack => Read("slack-of-0.1.0.json");

    /// <summary>The export of INC-1, which is closed.</summary>
    public static string Export => Read("export-of-0.1.0.json");

    /// <summary>A list of approved names.</summary>
    public static IReadOnlyList<string> Names(string file) => Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Keeps what a life has left; to be done once for each version that a store is kept of.</summary>
    /// <param name="place">Where it was played.</param>
    /// <param name="folder">Where the texts go.</param>
    public static async Task WriteAsync(UpgradePlace place, string folder)
    {
        await WriteAsync(folder, "store-of-0.1.0.sql", $"{Beginning}{place.Stage.Clock.GetUtcNow():O}\n{StoreText.Dump(place.Store)}");
        await WriteAsync(folder, "slack-of-0.1.0.json", await SlackText.SaveAsync(place.Http));
        await WriteAsync(folder, "export-of-0.1.0.json", (await place.CallAsync("export", "INC-1", "--format", "json")).Said);
        await WriteAsync(folder, "stored-names.approved.txt", Lines(StoredNames.In(place.Store)));
        await place.HealAsync();
        await WriteAsync(folder, "outside-names.approved.txt", Lines(await OutsideNames.InAsync(place)));
    }

    private static string Lines(IReadOnlyList<string> names) => string.Join('\n', names) + '\n';

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static Task WriteAsync(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);
}
