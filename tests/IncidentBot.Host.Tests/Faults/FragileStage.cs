using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>A workplace with a store and a Slack that can be taken away.</summary>
internal sealed class FragileStage : Workplace
{
    private FragileStage(DirectoryInfo folder, LocalStage stage, FailingDatabase store)
        : base(folder, stage)
    {
        Store = store;
        Bot = new HttpClient { BaseAddress = new Uri(stage.Bot.Urls.First()) };
    }

    public FailingDatabase Store { get; }

    /// <summary>Talks to the bot itself.</summary>
    public HttpClient Bot { get; }

    public static async Task<FragileStage> OpenAsync(BotSettings? settings = null, Action<IServiceCollection>? also = null)
    {
        var place = Directory.CreateTempSubdirectory("incidentbot-test-");
        var store = new FailingDatabase(new SqliteDatabase($"Data Source={Path.Combine(place.FullName, "test.db")}"));
        var stage = await LocalStage.StartAsync(
            (settings ?? new BotSettings { Incidents = new IncidentBot.Incidents.IncidentOptions { StartsPerMinute = 1000 } }) with { IsQuiet = true }, Morning, CancellationToken.None, services =>
            {
                services.AddSingleton<Database>(_ => store);
                also?.Invoke(services);
            });
        return new FragileStage(place, stage, store);
    }

    public override async ValueTask DisposeAsync()
    {
        Bot.Dispose();
        await base.DisposeAsync();
    }
}
