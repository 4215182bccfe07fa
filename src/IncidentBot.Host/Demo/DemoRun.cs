using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;

namespace IncidentBot.Host.Demo;

/// <summary>Plays a scenario from declaration to exported postmortem, with a temporary store.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromMinutes(10);

    /// <summary>Plays it.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="report">Called before each beat with the number done and the total.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="atEnd">Looks at the local Slack once all is done; null: nobody does.</param>
    public static async Task<DemoResult> PlayAsync(
        Scenario scenario, Action<int, int> report, CancellationToken cancellationToken,
        Func<LocalStage, DemoPlayer, Task>? atEnd = null)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-demo-");
        try
        {
            var repositories = DemoCatalogue.Repositories(scenario);
            var settings = new BotSettings
            {
                Store = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "demo.db")}" },
                Catalogue = DemoCatalogue.Of(scenario, repositories),
                Deploys = DemoDeploys.Window(scenario),
                Changes = DemoDeploys.LookBack(scenario),
                IsQuiet = true,
            };
            await using var stage = await LocalStage.StartAsync(
                settings, scenario.Declared.AddMinutes(-1), cancellationToken, secrets: AppSecrets.New());
            var player = new DemoPlayer(scenario, stage, repositories);
            await player.GatherAsync(cancellationToken);
            await PlayAsync(stage, player, DemoPlan.Of(scenario), report, cancellationToken);
            if (atEnd is not null) await atEnd(stage, player);
            return await CollectAsync(stage, player, scenario, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PlayAsync(
        LocalStage stage, DemoPlayer player, IReadOnlyList<Beat> beats, Action<int, int> report, CancellationToken cancellationToken)
    {
        for (var i = 0; i < beats.Count; i++)
        {
            report(i, beats.Count);
            if (beats[i].At > stage.Clock.GetUtcNow()) await stage.AdvanceToAsync(beats[i].At, cancellationToken);
            await player.PlayAsync(beats[i], cancellationToken);
        }

        await stage.AdvanceToAsync(stage.Clock.GetUtcNow() + TimeToFinish, cancellationToken);
        report(beats.Count, beats.Count);
    }

    private static async Task<DemoResult> CollectAsync(
        LocalStage stage, DemoPlayer player, Scenario scenario, CancellationToken cancellationToken)
    {
        var found = await stage.Bot.Services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), cancellationToken);
        var export = stage.Bot.Services.GetRequiredService<IncidentExport>();
        var json = await export.JsonAsync(found[0], cancellationToken);
        var markdown = await export.MarkdownAsync(found[0], cancellationToken);
        var state = await stage.Slack.StateAsync(cancellationToken);
        var channel = state.Channels.First(c => c.Id == player.Channel.Id);
        var messages = await stage.Slack.MessagesAsync(channel.Id, cancellationToken);
        var incident = JsonNode.Parse(json)!;
        var differences = DemoCheck.Differences(scenario, incident).ToList();
        if (!messages.Any(m => m.Files is { Count: > 0 })) differences.Add("The postmortem was not uploaded to the channel.");
        return new DemoResult(markdown, new Transcript(state).Of(channel, messages), json, incident, differences);
    }
}

/// <summary>The result of a demo.</summary>
internal sealed record DemoResult(string Postmortem, string Transcript, string Json, JsonNode Incident, IReadOnlyList<string> Differences)
{
    /// <summary>Writes the three files.</summary>
    /// <exception cref="StopException">They cannot be written.</exception>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await OutputFiles.WriteAsync(Path.Combine(folder, "postmortem.md"), Postmortem, cancellationToken);
        await OutputFiles.WriteAsync(Path.Combine(folder, "transcript.md"), Transcript, cancellationToken);
        await OutputFiles.WriteAsync(Path.Combine(folder, "incident.json"), Json, cancellationToken);
    }

    /// <summary>Two lines: what was played, and where the files are.</summary>
    public string Summary(Scenario scenario, string folder, TimeSpan took)
    {
        var outcome = Differences.Count == 0
            ? "everything is on record"
            : string.Create(CultureInfo.InvariantCulture, $"{Differences.Count} things are missing or different");
        var title = OneLine.Of(scenario.Title, 80);
        return string.Create(CultureInfo.InvariantCulture, $"""
            Played "{title}" with {scenario.Entries.Count} timeline entries in {took.TotalSeconds:0.0} s: {outcome}.
            Read postmortem.md, transcript.md and incident.json in {folder}.
            """);
    }
}
