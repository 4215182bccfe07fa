using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Commands;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>
/// A bot and a local Slack on a store that may have been written by a former version, in a folder from which the program can be called.
/// </summary>
internal sealed class UpgradePlace : Workplace
{
    // A short one keeps the texts short.
    private const string Steps = """
        phases:
          - phase: assess
            steps:
              - { key: impact, text: What is the impact?, hint: Who and how many?, question: true }
              - { key: started, text: When did it start?, question: true }
              - { key: commander, text: Agree on who commands, role: commander }
          - phase: stabilize
            steps:
              - { key: rollback, text: Roll back, hint: Back to what worked. }
              - { key: traffic, text: Move the traffic }
          - phase: investigate
            steps:
              - { key: compare, text: Compare with a good request }
          - phase: fix
            steps:
              - { key: smallest, text: Make the smallest change }
          - phase: learn
            steps:
              - { key: review, text: Go through the draft }

        """;

    private UpgradePlace(DirectoryInfo folder, LocalStage stage)
        : base(folder, stage)
    {
        Folder = folder.FullName;
        Http = new HttpClient { BaseAddress = stage.SlackAddress };
    }

    /// <summary>Where its settings and its store are.</summary>
    public string Folder { get; }

    /// <summary>The store's file.</summary>
    public string Store => StoreIn(Folder);

    /// <summary>The local Slack.</summary>
    public HttpClient Http { get; }

    /// <param name="now">Where the clock stands.</param>
    /// <param name="store">The former store, as text; null: a new one.</param>
    /// <param name="slack">What stood in the local Slack, as text; null: nothing.</param>
    public static async Task<UpgradePlace> OpenAsync(DateTimeOffset now, string? store = null, string? slack = null)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-upgrade-");
        if (store is not null) StoreText.Load(store, StoreIn(folder.FullName));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "steps.yaml"), Steps);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), Settings(folder.FullName));
        var settings = BotSettings.Read(folder.FullName, urls: null) with { IsQuiet = true };
        var place = new UpgradePlace(folder, await LocalStage.StartAsync(settings, now, CancellationToken.None));
        if (slack is not null) await SlackText.RestoreAsync(place.Http, slack);
        return place;
    }

    /// <summary>Calls the program as from a terminal; what it ends with and all that it says.</summary>
    public async Task<(int ExitCode, string Said)> CallAsync(params string[] words)
    {
        await using var said = new StringWriter();
        var exitCode = await Program.RunAsync(words, new Terminal(said, said, Folder, ShowsProgress: false));
        return (exitCode, said.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Has calls of a method fail until faults are cleared.</summary>
    public Task FailAsync(string method, string? error = null, int? status = null) => ControlAsync("faults", new JsonObject
    {
        ["match"] = new JsonObject { ["method"] = method }, ["error"] = error, ["status"] = status, ["times"] = 1_000_000,
    });

    /// <summary>Ends all faults.</summary>
    public async Task HealAsync()
    {
        using var cleared = await DeleteAsync("faults");
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
    }

    private static string StoreIn(string folder) => Path.Combine(folder, "bot.db");

    private static string Settings(string folder) => JsonSerializer.Serialize(new
    {
        Store = new { ConnectionString = $"Data Source={StoreIn(folder)}" },
        Slack = new { BotToken = "xoxb-test", SigningSecret = "test", AdminChannel = "general" },
        Incidents = new { ArchiveAfterDays = 3 },
        Timeline = new { MaxFileMegabytes = 1, SweepMinutes = 240 },
        Checklist = new { Template = Path.Combine(folder, "steps.yaml") },
        Delivery = new { KeepDoneDays = 1 },
        Access = new { Admins = new[] { "U0LOCALALEX" } },
    });
}
