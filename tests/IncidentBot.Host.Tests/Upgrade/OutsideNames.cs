using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Delivery;
using IncidentBot.Host.Management;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>Collects every name that other programs, settings files, posted messages and people's habits hold.</summary>
internal static partial class OutsideNames
{
    /// <summary>All of them after a life was played, each after what it is a name of.</summary>
    public static async Task<IReadOnlyList<string>> InAsync(UpgradePlace place) =>
    [
        .. Settings(), .. await WordsAsync(place, []), .. await ManifestAsync(place), .. await MetricsAsync(place),
        .. await CommandsAsync(place), .. await ButtonsAsync(place), .. await FormsAsync(place), .. await ExitCodesAsync(place),
    ];

    private static IEnumerable<string> Settings()
    {
        var text = File.ReadAllText(Path.Combine(ProjectRoot.Folder, "appsettings.sample.json"));
        var withComments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        return JsonNode.Parse(text, documentOptions: withComments)!.AsObject().SelectMany(section =>
            section.Value is JsonObject keys ? keys.Select(key => $"setting: {section.Key}:{key.Key}") : [$"setting: {section.Key}"]);
    }

    // The words and options of the command line, as its help lists them.
    private static async Task<IEnumerable<string>> WordsAsync(UpgradePlace place, IReadOnlyList<string> words)
    {
        var said = (await place.CallAsync([.. words, "--help"])).Said;
        var options = Option().Matches(said).Select(option => option.Value).Distinct().Order(StringComparer.Ordinal);
        var found = options.Select(option => $"command line: {string.Join(' ', [.. words, option])}").ToList();
        if (said.IndexOf("Commands:", StringComparison.Ordinal) is >= 0 and var at)
        {
            foreach (Match word in Word().Matches(said[at..]))
            {
                found.Add($"command line: {string.Join(' ', [.. words, word.Groups["word"].Value])}");
                found.AddRange(await WordsAsync(place, [.. words, word.Groups["word"].Value]));
            }
        }

        return found;
    }

    private static async Task<IEnumerable<string>> ManifestAsync(UpgradePlace place) =>
        InManifest().Matches((await place.CallAsync("manifest", "slack", "--url", "https://bot.example.com")).Said)
            .Select(match => $"manifest: {match.Value.Trim()}").Distinct();

    private static async Task<IEnumerable<string>> MetricsAsync(UpgradePlace place)
    {
        var bot = place.Stage.Bot.Services;
        var names = MetricNames.Of(bot.GetRequiredService<DeliveryMeter>().Meter);
        using var admin = new HttpClient { BaseAddress = new Uri(bot.GetRequiredService<ManagementServer>().Urls.First()) };
        var scraped = Metric().Matches(await admin.GetStringAsync(new Uri("metrics", UriKind.Relative)));
        // What has counted is really called so.
        Assert.Empty(scraped.Select(match => match.Groups["name"].Value).Except(names));
        return names.Select(name => $"metric: {name}");
    }

    private static async Task<IEnumerable<string>> CommandsAsync(UpgradePlace place)
    {
        await place.CommandAsync("maya", "general", "help");
        return Names("command", Typed().Matches(await place.AnswerToAsync("maya", "general")));
    }

    private static async Task<IEnumerable<string>> ButtonsAsync(UpgradePlace place) =>
        Names("button", Action().Matches((await place.ReadAsync("journal?since=0")).ToJsonString()));

    private static async Task<IEnumerable<string>> FormsAsync(UpgradePlace place) =>
        Names("form", Form().Matches((await place.ReadAsync("journal?since=0")).ToJsonString()));

    private static IEnumerable<string> Names(string of, MatchCollection matches) =>
        matches.Select(match => $"{of}: {match.Groups["name"].Value}").Distinct().Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> ExitCodesAsync(UpgradePlace place) =>
    [
        $"exit code: done {(await place.CallAsync("dead", "list")).ExitCode}",
        $"exit code: not done {(await place.CallAsync("export", "INC-999")).ExitCode}",
        $"exit code: wrong input {(await place.CallAsync("export", "nothing")).ExitCode}",
    ];

    [GeneratedRegex("(?<=[ ,])--[a-z][a-z-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();

    [GeneratedRegex("^  (?<word>[a-z][a-z-]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("(callback_id|command): *[^\n]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InManifest();

    [GeneratedRegex("^# TYPE (?<name>[^ ]+ [a-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("/incident (?<name>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Typed();

    // An item of a menu carries the same name as a button, before what it is about.
    [GeneratedRegex("(action_id(\\\\u0022|\\\\\"|\"): *(\\\\u0022|\\\\\"|\")(?<name>[a-z_]+))"
        + "|(value(\\\\u0022|\\\\\"|\"): *(\\\\u0022|\\\\\"|\")(?<name>[a-z]+_[a-z_]+) [0-9])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    [GeneratedRegex("\"?callback_id(\\\\u0022|\\\\\"|\"): *(\\\\u0022|\\\\\"|\")(?<name>[a-z_]+)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
