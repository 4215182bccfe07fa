using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using IncidentBot.Operating;
using IncidentBot.Store;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Host.Management;

/// <summary>Reports on the health of the bot, with a sentence for whatever a person should look at.</summary>
internal sealed class HealthReporter(
    BotSettings settings, Readiness readiness, Migrations migrations, Backlog backlog, DeadLetters deadLetters, BacklogWatch watch,
    IEnumerable<ReadHealth> adapters, TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // In real time, whatever clock the bot runs on: the caller gives up soon.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.8);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    /// <summary>The health now, within 3 s; if the store cannot be reached, the report says so.</summary>
    public async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var store = new StoreHealth(
            settings.Store.Provider.ToString(), await readiness.IsReadyAsync(cancellationToken), null, migrations.Newest);
        try
        {
            var left = Longest - Stopwatch.GetElapsedTime(started);
            return await ReadAsync(store, cancellationToken).WaitAsync(left > Least ? left : Least, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            return Failing(store, e.Message);
        }
        catch (TimeoutException)
        {
            return Failing(store, "The database did not answer in time.");
        }
    }

    private JsonObject Failing(StoreHealth store, string warning) =>
        Written(new HealthDetails("failing", Version, time.GetUtcNow(), store, null, null, [], [warning]), Parts(null));

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private async Task<JsonObject> ReadAsync(StoreHealth asked, CancellationToken cancellationToken)
    {
        var store = asked with { SchemaVersion = await migrations.VersionAsync(cancellationToken) };
        var (queues, files) = await watch.ReadAsync(cancellationToken);
        store = store with { FileBytes = files.Bytes, FileLimitBytes = files.Most };
        var heldUp = await backlog.ListHeldUpAsync(cancellationToken);
        var dead = await deadLetters.CountAsync(cancellationToken);
        var shelved = await backlog.CountShelvedAsync(cancellationToken);
        var parts = Parts(heldUp);
        List<string> warnings = [.. Warnings(store, queues, heldUp, dead), .. Warnings(files), .. parts.SelectMany(part => part.Warnings)];
        var status = !store.Ready || parts.Exists(part => part.IsFailing) ? "failing" : warnings.Count > 0 ? "warning" : "ok";
        return Written(
            new HealthDetails(status, Version, time.GetUtcNow(), store, Health(queues.Inbox), Health(queues.Outbox) with { Shelved = shelved },
                dead, warnings),
            parts);
    }

    private List<HealthPart> Parts(IReadOnlyList<HeldUp>? heldUp) => [.. adapters.Select(read => read(heldUp))];

    // What the adapters add goes between the store and the queues.
    private static JsonObject Written(HealthDetails details, IEnumerable<HealthPart> parts)
    {
        var written = JsonSerializer.SerializeToNode(details, HealthJson.Default.HealthDetails)!.AsObject();
        var place = written.IndexOf("inbox");
        foreach (var (name, value) in parts.SelectMany(part => part.Fields)) written.Insert(place++, name, value?.DeepClone());
        return written;
    }

    private static IEnumerable<string> Warnings(
        StoreHealth store, BacklogReport queues, IReadOnlyList<HeldUp> heldUp, IReadOnlyList<DeadLetterCount> dead)
    {
        if (!store.Ready) yield return "The database is not writable, so nothing new is accepted.";
        foreach (var held in heldUp)
            yield return Sentence($"{held.Number} in the {held.Queue} waiting for a retry ({held.Error}). {held.Sentence}");
        if (queues.Inbox.Age > Late)
            yield return Sentence($"The oldest request has been waiting for {queues.Inbox.Age.TotalMinutes:0} minutes to be processed.");
        if (queues.Outbox.Age > Late)
            yield return Sentence($"The oldest message has been waiting for {queues.Outbox.Age.TotalMinutes:0} minutes to be sent.");
        foreach (var letters in dead)
            yield return Sentence($"{letters.Number} in the {letters.Queue} given up: {letters.Kind} ({letters.Error}).");
    }

    private static IEnumerable<string> Warnings(StoredFilesReport files) =>
        files.Warning is { } warning ? [$"{files.Sentence} {warning}"] : [];

    private static QueueHealth Health(QueueState queue) => new(queue.Depth, Math.Round(queue.Age.TotalSeconds, 1), queue.Dead);

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The body of <c>/health/details</c>, without what the adapters add.</summary>
/// <param name="Status"><c>ok</c>, <c>warning</c>, or <c>failing</c>: nothing can be stored, or an adapter cannot work.</param>
/// <param name="Version">The program's version.</param>
/// <param name="At">When it was read.</param>
/// <param name="Store">The database.</param>
/// <param name="Inbox">Requests that wait to be processed; null if not known.</param>
/// <param name="Outbox">Messages that wait to be sent; null if not known.</param>
/// <param name="DeadLetters">What was given up.</param>
/// <param name="Warnings">What a person should look at.</param>
internal sealed record HealthDetails(
    string Status, string Version, DateTimeOffset At, StoreHealth Store, QueueHealth? Inbox, QueueHealth? Outbox,
    IReadOnlyList<DeadLetterCount> DeadLetters, IReadOnlyList<string> Warnings);

/// <summary>The health of the database.</summary>
/// <param name="Provider">Which engine.</param>
/// <param name="Ready">Whether a write has just succeeded.</param>
/// <param name="SchemaVersion">The newest migration in it; null: not known.</param>
/// <param name="ProgramVersion">The newest migration that the program knows.</param>
/// <param name="FileBytes">What the stored files take; null: not known.</param>
/// <param name="FileLimitBytes">What they may take in all; null: not known.</param>
internal sealed record StoreHealth(
    string Provider, bool Ready, int? SchemaVersion, int ProgramVersion, long? FileBytes = null, long? FileLimitBytes = null);

/// <summary>The health of a queue.</summary>
/// <param name="Depth">How many wait.</param>
/// <param name="OldestSeconds">How long the oldest waits.</param>
/// <param name="Dead">How many were given up.</param>
/// <param name="Shelved">How many wait until a channel is no longer archived, and count as neither; null: there are no such.</param>
internal sealed record QueueHealth(int Depth, double OldestSeconds, int Dead, int? Shelved = null);

[JsonSerializable(typeof(HealthDetails))]
[JsonSerializable(typeof(JsonObject))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class HealthJson : JsonSerializerContext;
