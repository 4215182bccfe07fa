using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Recording;

/// <summary>One call that came in or one delivery that went out; what is not known yet is null.</summary>
internal sealed class JournalEntry
{
    public long N { get; init; }

    public DateTimeOffset At { get; init; }

    public required bool Outgoing { get; init; }

    public required string Name { get; init; }

    public JsonNode? Args { get; init; }

    /// <summary>What was delivered, so that it can be delivered again.</summary>
    public OutboundRequest? Request { get; init; }

    public int? Status { get; private set; }

    public bool? Ok { get; private set; }

    public string? Error { get; private set; }

    public double? Ms { get; private set; }

    public void Complete(int status, bool ok, string? error, double ms) => (Status, Ok, Error, Ms) = (status, ok, error, ms);
}

/// <summary>Every Web API call and every delivery, numbered from 1 as they arrive; the newest 100,000 are kept.</summary>
internal sealed class Journal(TimeProvider clock, LiveFeed live)
{
    private const int Kept = 100_000;
    private readonly Lock gate = new();
    private readonly Queue<JournalEntry> entries = new();
    private long last;

    public JournalEntry Incoming(string method, JsonNode? args) => Add(n => new JournalEntry
    {
        N = n, At = clock.GetUtcNow(), Outgoing = false, Name = method, Args = args,
    });

    public JournalEntry Outgoing(OutboundRequest request) => Add(n => new JournalEntry
    {
        N = n, At = clock.GetUtcNow(), Outgoing = true, Name = request.Kind, Request = request,
    });

    public void Complete(JournalEntry entry, int status, bool ok, string? error, double ms)
    {
        lock (gate) entry.Complete(status, ok, error, ms);
    }

    public OutboundRequest? FindDelivery(long? n, string? eventId)
    {
        lock (gate)
        {
            return entries.FirstOrDefault(e => e.Request is { } request
                && (n is not null ? e.N == n : request.EventId == eventId))?.Request;
        }
    }

    public JsonArray Since(long n)
    {
        lock (gate) return [.. entries.Where(e => e.N > n).Select(e => (JsonNode)ToJson(e))];
    }

    private JournalEntry Add(Func<long, JournalEntry> make)
    {
        JournalEntry entry;
        lock (gate)
        {
            entry = make(++last);
            entries.Enqueue(entry);
            if (entries.Count > Kept) entries.Dequeue();
        }
        live.Changed("journal");
        return entry;
    }

    private static JsonObject ToJson(JournalEntry entry) => new()
    {
        ["n"] = entry.N,
        ["at"] = ControlText.Iso(entry.At),
        ["direction"] = entry.Outgoing ? "out" : "in",
        [entry.Outgoing ? "kind" : "method"] = entry.Name,
        ["args"] = entry.Request is { } request ? request.ReadArgs() : entry.Args?.DeepClone(),
        ["event_id"] = entry.Request?.EventId,
        ["retry_num"] = entry.Outgoing ? entry.Request!.RetryNum : null,
        ["status"] = entry.Status,
        ["ok"] = entry.Ok,
        ["error"] = entry.Error,
        ["ms"] = entry.Ms is { } ms ? Math.Round(ms, 1) : null,
    };
}
