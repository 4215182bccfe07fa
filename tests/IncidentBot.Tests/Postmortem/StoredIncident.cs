using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Store;
using IncidentBot.Tests.Store;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Postmortem;

/// <summary>The sample incident in a store of its own, and use cases worked on it one by one.</summary>
internal sealed class StoredIncident : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = SampleRecord.At("16:40:00");

    private readonly TempFolder folder = new();
    private readonly ServiceProvider services;
    private int works;

    private StoredIncident(IChangeSource? source, CatalogueOptions? catalogue)
    {
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(ManualTime.Clock())
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={folder.Database}" })
            .AddIncidents()
            .AddTimeline()
            .AddChecklist()
            .AddChanges(catalogue)
            .AddEarlySigns()
            .AddActions()
            .AddCauses()
            .AddInvestigation()
            .AddPostmortem()
            .AddSingleton(source ?? new NoSource())
            .BuildServiceProvider();
    }

    public static IncidentId Id => SampleRecord.Incident.Id;

    public static Inbound By { get; } = new CommandTyped(
        SampleRecord.Incident.Workspace, SampleRecord.Ada, new ChannelId("C7"), Now, new ReplyTo(new ChannelId("C7"), SampleRecord.Ada.Id), TypedText.Of("postmortem"));

    public static async Task<StoredIncident> CreateAsync(IChangeSource? source = null, CatalogueOptions? catalogue = null, Incident? incident = null)
    {
        var stored = new StoredIncident(source, catalogue);
        await MigratedFile.PutAtAsync(stored.folder.Database);
        await stored.Get<Migrations>().RunAsync(default);
        var batch = new Batch();
        var started = (IncidentStarted)SampleRecord.Facts[0];
        IncidentStore.Add(batch, (incident ?? SampleRecord.Incident) with { Version = 1 }, started);
        await stored.CommitAsync(batch);
        return stored;
    }

    /// <summary>Fills in the rest of the sample: timeline, checklist, deploys.</summary>
    public async Task<StoredIncident> WithRecordAsync()
    {
        var batch = new Batch();
        foreach (var entry in SampleRecord.Timeline)
            TimelineStore.Add(batch, SampleRecord.Incident.Workspace, Id, entry);

        ChecklistStore.Add(batch, SampleRecord.Incident.Workspace, new IncidentChecklist(Id, 1, null, [.. SampleRecord.Steps.Select(step => step with { State = StepState.Open, By = null, At = null, Answer = null })]));
        ChangeStore.Add(batch, SampleRecord.Incident.Workspace, Id, new ChangesPulled(SampleRecord.Rich.Deploys.LastPull!, SampleRecord.Found, []));
        await CommitAsync(batch);
        return this;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<Incident> LoadAsync() => (await Get<IncidentStore>().FindAsync(SampleRecord.Incident.Workspace, Id, default))!;

    public async Task SaveAsync(IncidentFact fact)
    {
        var batch = new Batch();
        IncidentStore.Save(batch, await LoadAsync(), fact);
        await CommitAsync(batch);
    }

    public async Task AddAsync(TimelineEntry entry)
    {
        var batch = new Batch();
        TimelineStore.Add(batch, SampleRecord.Incident.Workspace, Id, entry);
        await CommitAsync(batch);
    }

    /// <summary>Has one use case work, answers who asked for it, and commits what it leads to; the messages are handed back.</summary>
    public async Task<Work> DoAsync(Func<Work, Task<Happened>> useCase, Inbound? by = null, DateTimeOffset? now = null)
    {
        var work = new Work(SampleRecord.Incident.Workspace, "fake", $"work-{++works}", now ?? Now);
        await new Reactions(new RouteTable(), services, Get<IncidentStore>()).FinishAsync(new Outcome(await useCase(work)), by, work, default);
        await CommitAsync(work.Batch);
        return work;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    private async Task CommitAsync(Batch batch) => Assert.Equal(CommitResult.Committed, await Get<Database>().CommitAsync(batch, default));

    private sealed class NoSource : IChangeSource
    {
        public Task<ChangeAnswer> FindAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody is asked in this test.");
    }
}
