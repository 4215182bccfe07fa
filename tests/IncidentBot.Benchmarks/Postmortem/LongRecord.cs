using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation;
using IncidentBot.Investigation.Providers;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Store;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks.Postmortem;

/// <summary>An incident with a record of any length in a store of its own.</summary>
internal sealed class LongRecord : IAsyncDisposable
{
    private const int People = 20;

    private static readonly WorkspaceId Workspace = new("T1");
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly EntryKind[] Kinds = Enum.GetValues<EntryKind>();

    // About as long as what people write in an incident, with what Markdown takes seriously.
    private static readonly string[] Said =
    [
        "The error rate of checkout is at 41 % and growing, see https://graphs.example/d/checkout?orgId=1&from=now-1h for the graph",
        "cache-1 was killed for memory at 16:02; its *limit* is 512Mi since v2.3.1 went live",
        "We do not know yet whether payments has the same problem, Ada looks at its logs",
        "```\nConnection refused [cache-1:6379]\n    at Cache.Get()\n```",
        "Rolled back to v2.3.0, the queue drains",
        "- errors are back to 0.1 %\n- orders of the last hour are processed again",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-postmortem-");
    private readonly ServiceProvider services;

    private LongRecord() => services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new CatalogueOptions())
        .AddStore(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" })
        .AddIncidents()
        .AddTimeline()
        .AddChecklist()
        .AddChanges()
        .AddEarlySigns()
        .AddActions()
        .AddCauses()
        .AddInvestigation()
        .AddSignals()
        .AddProviders()
        .AddPostmortem()
        .BuildServiceProvider();

    public static async Task<LongRecord> CreateAsync(int entries)
    {
        var made = new LongRecord();
        await made.Get<Migrations>().RunAsync(default);
        var started = new IncidentStarted(Who(1), Began, "Checkout returns 500s", 2, ["checkout"], Visibility.Public);
        var incident = new Incident
        {
            Id = new IncidentId(1), Workspace = Workspace, Platform = "fake", Version = 1, Title = started.Title, Severity = 2, Status = IncidentStatus.Investigating,
            Visibility = Visibility.Public, StartedBy = started.By!, Services = ["checkout"], Channel = new ChannelId("C1"), ChannelName = "inc-1",
            Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = Began, [Milestone.ImpactStart] = Began.AddMinutes(-4) },
            Roles = new Dictionary<IncidentRole, Person>(),
        };
        var batch = new Batch();
        IncidentStore.Add(batch, incident, started);
        foreach (var number in Enumerable.Range(1, entries))
            TimelineStore.Add(batch, Workspace, incident.Id, Entry(number));
        await made.Get<Database>().CommitAsync(batch, default);
        return made;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<Incident> IncidentAsync() => (await Get<IncidentStore>().FindAsync(Workspace, new IncidentId(1), default))!;

    public async Task<PostmortemRecord> ReadAsync() => await Get<PostmortemRecords>().ReadAsync(await IncidentAsync(), default);

    /// <summary>Where files may be written.</summary>
    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static TimelineEntry Entry(int number)
    {
        var at = Began.AddSeconds(20 * number);
        return new TimelineEntry
        {
            Number = number, At = at, RecordedAt = at, Kind = Kinds[number % Kinds.Length], Author = Who(number), CapturedBy = Who(number / 7),
            Text = string.Create(CultureInfo.InvariantCulture, $"{Said[number % Said.Length]} ({number})"),
            Permalink = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://shop.example/archives/C1/p{number}")),
        };
    }

    private static Person Who(int number) => new(
        new PersonId(string.Create(CultureInfo.InvariantCulture, $"U{number % People}")), string.Create(CultureInfo.InvariantCulture, $"Person {number % People}"), "UTC");
}
