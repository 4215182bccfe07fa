using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using IncidentBot.Store;

namespace IncidentBot.Host.Management;

/// <summary>Says how the bot is, with a sentence for whatever a person should look at.</summary>
internal sealed class HealthReporter(
    BotSettings settings, Readiness readiness, Migrations migrations, Backlog backlog, DeadLetters deadLetters, DeliveryMeter meter, SlackConnection connection, SlackAccess slack, TimeProvider time)
{
    // What Slack says of a token that is no good: https://docs.slack.dev/reference/methods/auth.test
    private static readonly HashSet<string> TokenErrors =
        new(["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope", "not_allowed_token_type"], StringComparer.Ordinal);

    private const string MissingScope = "missing_scope";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // In real time, whatever clock the bot runs on: whoever asks gives up soon.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.8);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    /// <summary>How it is now, within 3 s; a store that cannot be reached is a part of the answer.</summary>
    public async Task<HealthDetails> ReadAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var store = new StoreHealth(settings.Store.Provider.ToString(), await readiness.IsReadyAsync(cancellationToken), null, migrations.Newest);
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
            return Failing(store, "The database does not answer in time.");
        }
    }

    private HealthDetails Failing(StoreHealth store, string warning) =>
        new("failing", Version, time.GetUtcNow(), store, "unknown", Connection(), null, null, [], [warning]);

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private async Task<HealthDetails> ReadAsync(StoreHealth asked, CancellationToken cancellationToken)
    {
        var store = asked with { SchemaVersion = await migrations.VersionAsync(cancellationToken) };
        var queues = await backlog.ReadAsync(cancellationToken);
        meter.Show(queues);
        var heldUp = await backlog.ListHeldUpAsync(cancellationToken);
        var dead = await deadLetters.CountAsync(cancellationToken);
        List<string> warnings = [.. Warnings(store, queues, heldUp, dead), .. TokenWarnings(heldUp), .. ConnectionWarnings()];
        var status = !store.Ready || connection.Stopped is not null ? "failing" : warnings.Count > 0 ? "warning" : "ok";
        var token = slack.Refused?.Code ?? heldUp.FirstOrDefault(held => TokenErrors.Contains(held.Error))?.Error ?? (slack.MissingScopes.Count > 0 ? MissingScope : "ok");
        return new HealthDetails(status, Version, time.GetUtcNow(), store, token, Connection(), Health(queues.Inbox), Health(queues.Outbox), dead, warnings);
    }

    private static IEnumerable<string> Warnings(StoreHealth store, BacklogReport queues, IReadOnlyList<HeldUp> heldUp, IReadOnlyList<DeadLetterCount> dead)
    {
        if (!store.Ready) yield return "The database cannot be written, so nothing new is accepted.";
        foreach (var held in heldUp) yield return Sentence($"{held.Number} of the {held.Queue} wait to be tried again ({held.Error}). {held.Sentence}");
        if (queues.Inbox.Age > Late) yield return Sentence($"The oldest request has waited for {queues.Inbox.Age.TotalMinutes:0} minutes to be worked.");
        if (queues.Outbox.Age > Late) yield return Sentence($"The oldest message has waited for {queues.Outbox.Age.TotalMinutes:0} minutes to be sent.");
        foreach (var letters in dead) yield return Sentence($"{letters.Number} of the {letters.Queue} were given up: {letters.Kind} ({letters.Error}).");
    }

    // What rows wait for is told with them.
    private IEnumerable<string> TokenWarnings(IReadOnlyList<HeldUp> heldUp)
    {
        if (slack.Refused is { } refused && heldUp.All(held => held.Error != refused.Code)) yield return refused.Sentence;
        foreach (var (scope, method) in slack.MissingScopes) yield return Sentence($"{method} was refused, because the bot token lacks the scope {scope}. Add it to the app and reinstall it.");
    }

    private IEnumerable<string> ConnectionWarnings()
    {
        if (connection.Stopped is { } stopped) yield return stopped;
        else if (connection.Up < connection.Wanted)
            yield return Sentence($"{connection.Up} of {connection.Wanted} connections to Slack are up.{(connection.Trouble is { } trouble ? " " + trouble : string.Empty)}");
    }

    private ConnectionHealth Connection() => connection.IsUsed
        ? new ConnectionHealth("sockets", connection.Up, connection.Wanted, connection.Reconnects)
        : new ConnectionHealth("http", null, null, null);

    private static QueueHealth Health(QueueState queue) => new(queue.Depth, Math.Round(queue.Age.TotalSeconds, 1), queue.Dead);

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What <c>/health/details</c> answers.</summary>
/// <param name="Status"><c>ok</c>, <c>warning</c>, or <c>failing</c>: nothing can be stored, or Slack has turned Socket Mode off.</param>
/// <param name="Version">The program's.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Store">The database.</param>
/// <param name="SlackToken"><c>ok</c> as far as is known, Slack's word for what is wrong with it, or <c>unknown</c>.</param>
/// <param name="SlackConnection">How requests come in.</param>
/// <param name="Inbox">What waits to be worked; null: not known.</param>
/// <param name="Outbox">What waits to be sent; null: not known.</param>
/// <param name="DeadLetters">What was given up.</param>
/// <param name="Warnings">What a person should look at.</param>
internal sealed record HealthDetails(
    string Status, string Version, DateTimeOffset At, StoreHealth Store, string SlackToken, ConnectionHealth SlackConnection, QueueHealth? Inbox, QueueHealth? Outbox,
    IReadOnlyList<DeadLetterCount> DeadLetters, IReadOnlyList<string> Warnings);

/// <summary>How the database is.</summary>
/// <param name="Provider">Which engine.</param>
/// <param name="Ready">Whether a write was durable just now.</param>
/// <param name="SchemaVersion">The newest migration in it; null: not known.</param>
/// <param name="ProgramVersion">The newest migration that the program knows.</param>
internal sealed record StoreHealth(string Provider, bool Ready, int? SchemaVersion, int ProgramVersion);

/// <summary>How Slack's requests come in.</summary>
/// <param name="Way"><c>http</c>, or <c>sockets</c>: over connections that the bot opens.</param>
/// <param name="Up">How many connections are up; null over HTTP.</param>
/// <param name="Wanted">How many are to be up; null over HTTP.</param>
/// <param name="Reconnects">How many have ended since the start; null over HTTP.</param>
internal sealed record ConnectionHealth(string Way, int? Up, int? Wanted, long? Reconnects);

/// <summary>How a queue is.</summary>
internal sealed record QueueHealth(int Depth, double OldestSeconds, int Dead);

[JsonSerializable(typeof(HealthDetails))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class HealthJson : JsonSerializerContext;
