using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>Sends a great many spoiled requests to a bot, has it work what it accepted, and looks at what became of it.</summary>
internal sealed class RubbishRun(RubbishStage stage, int seed)
{
    private const int AtOnce = 8, Portion = 400;
    private static readonly string[] Garbage = ["", "-1", "0", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "1e9", "NaN", "Γ", "1;2", "253402300800"];

    private readonly IReadOnlyList<PayloadSample> samples = PayloadSample.ReadAll();
    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private readonly List<string> unreadable = [];
    private readonly List<MemoryReading> memory = [];

    /// <summary>Sends so many requests.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="measured">Is told of each measurement on the way; null: nobody is.</param>
    public async Task<RubbishReport> RunAsync(int requests, CancellationToken cancellationToken, Action<MemoryReading>? measured = null)
    {
        var random = new Random(seed);
        var mutations = new Mutations(random, [.. samples.Select(sample => Encoding.UTF8.GetBytes(sample.Body))]);
        await StartIncidentAsync("first", cancellationToken);
        var stuck = false;
        for (var sent = 0; sent < requests; sent += Portion)
        {
            await SendAsync(random, mutations, sent, Math.Min(Portion, requests - sent), cancellationToken);
            unreadable.AddRange(await stage.UnreadableAsync(cancellationToken));
            stuck |= !await stage.DrainAsync(cancellationToken);
            Measure(sent, requests, measured);
        }

        if (stuck) wrong.Enqueue("Something accepted was never worked to its end.");
        await StillWorksAsync(cancellationToken);
        var kept = await stage.CountAsync("SELECT COUNT(*) FROM inbox", cancellationToken);
        return new RubbishReport(
            requests, kept, new SortedDictionary<int, int>(answers), await stage.DeadAsync(cancellationToken), unreadable, [.. stage.Log.Lines], [.. wrong], memory);
    }

    // By itself, so that the client's own requests are gone when the memory is measured.
    private Task SendAsync(Random random, Mutations mutations, int first, int count, CancellationToken cancellationToken)
    {
        // Made one after the other, so that the seed says what is sent.
        var portion = Enumerable.Range(first, count).Select(n => Make(random, mutations, n)).ToList();
        return Parallel.ForEachAsync(portion, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (request, stop) => await SendAsync(request, stop));
    }

    private SpoiledRequest Make(Random random, Mutations mutations, int number)
    {
        var sample = samples[random.Next(samples.Count)];
        var fresh = Freshen(sample.Body, random.Next(2) == 0, number);
        // Most are spoiled inside, so that the form around them still opens.
        var isPayload = sample.Path.EndsWith("interactions", StringComparison.Ordinal);
        var inside = isPayload && random.Next(4) > 0;
        var raw = isPayload && !inside ? "payload=" + Uri.EscapeDataString(fresh) : fresh;
        var body = random.Next(25) == 0 ? Encoding.UTF8.GetBytes(raw) : mutations.Apply(Encoding.UTF8.GetBytes(raw));
        if (inside) body = [.. "payload="u8, .. Escape(body)];
        return new SpoiledRequest(sample.Path, random.Next(50) == 0 ? "text/plain" : sample.ContentType, body, (Header)random.Next(12), Garbage[random.Next(Garbage.Length)]);
    }

    // Each is a delivery of its own, most often in the incident's channel.
    private static string Freshen(string body, bool inChannel, int number)
    {
        var n = number.ToString(CultureInfo.InvariantCulture);
        var text = body.Replace("INC-7", "INC-1", StringComparison.Ordinal).Replace("https://hooks.", "http://127.0.0.1:9/hooks.", StringComparison.Ordinal)
            .Replace("Ev1", "Ev" + n + "x1", StringComparison.Ordinal).Replace("1.2.", n + ".2.", StringComparison.Ordinal).Replace("trigger_id=", "trigger_id=" + n + ".", StringComparison.Ordinal);
        return inChannel ? text.Replace("C100", "CINC1", StringComparison.Ordinal).Replace("T111", "T100", StringComparison.Ordinal).Replace("C111", "CINC1", StringComparison.Ordinal) : text;
    }

    private static byte[] Escape(byte[] bytes) => Encoding.ASCII.GetBytes(string.Concat(bytes.Select(b => b is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') ? ((char)b).ToString() : $"%{b:X2}")));

    private async Task SendAsync(SpoiledRequest request, CancellationToken cancellationToken)
    {
        var status = await stage.SendAsync(request.Path, request.ContentType, request.Body, cancellationToken, message => Spoil(message, request));
        answers.AddOrUpdate(status, 1, (_, before) => before + 1);
        var mustBeRefused = request.Header is Header.Signature or Header.Timestamp;
        if (status is < 200 or (> 299 and < 400) or > 499 || (mustBeRefused && status != 401)) wrong.Enqueue($"{status} for {request}");
    }

    private static void Spoil(HttpRequestMessage message, SpoiledRequest request)
    {
        switch (request.Header)
        {
            case Header.Signature:
                Set(message, "X-Slack-Signature", "v0=" + new string('0', 64));
                break;
            case Header.Timestamp:
                Set(message, "X-Slack-Request-Timestamp", request.Garbage);
                break;
            case Header.Retry:
                Set(message, "X-Slack-Retry-Num", request.Garbage);
                Set(message, "X-Slack-Retry-Reason", request.Garbage);
                break;
            case Header.Chunked:
                message.Headers.TransferEncodingChunked = true;
                break;
        }
    }

    private static void Set(HttpRequestMessage message, string name, string value)
    {
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, value.All(char.IsAscii) ? value : "x");
    }

    private void Measure(int sent, int requests, Action<MemoryReading>? measured)
    {
        var third = Math.Max(Portion, requests / 10);
        if (sent / third == (sent - Portion) / third && sent > 0 && sent + Portion < requests) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        memory.Add(new MemoryReading(Math.Min(sent + Portion, requests), GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
        measured?.Invoke(memory[^1]);
    }

    private async Task StartIncidentAsync(string trigger, CancellationToken cancellationToken)
    {
        var before = stage.Slack.CallsOf("conversations.create");
        var status = await stage.CommandAsync("C100", "start Checkout returns 500s", trigger, cancellationToken);
        var drained = await stage.DrainAsync(cancellationToken);
        if (status != 200 || !drained || stage.Slack.CallsOf("conversations.create") <= before) wrong.Enqueue($"A well-formed start ({trigger}) was not worked: {status}.");
    }

    // What was stored in between can be read, and a new incident opens.
    private async Task StillWorksAsync(CancellationToken cancellationToken)
    {
        await StartIncidentAsync("last", cancellationToken);
        var export = stage.Services.GetRequiredService<IncidentExport>();
        foreach (var incident in await stage.Services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), cancellationToken))
        {
            await export.JsonAsync(incident, cancellationToken);
        }
    }

    private enum Header
    {
        Signature,
        Timestamp,
        Retry,
        Chunked,
    }

    private sealed record SpoiledRequest(string Path, string ContentType, byte[] Body, Header Header, string Garbage)
    {
        public override string ToString() => $"{Path} {ContentType} {Header} {Garbage} {Encoding.UTF8.GetString(Body)}";
    }
}

/// <summary>How much memory the process holds.</summary>
/// <param name="Sent">After so many requests.</param>
/// <param name="Heap">Bytes that are alive.</param>
/// <param name="WorkingSet">Bytes that the system gave it.</param>
internal sealed record MemoryReading(int Sent, long Heap, long WorkingSet);

/// <summary>What became of spoiled requests.</summary>
/// <param name="Requests">How many were sent.</param>
/// <param name="Kept">How many of them, and the bot's own work, were stored.</param>
/// <param name="Answers">How many got which status.</param>
/// <param name="Dead">What was given up, and why.</param>
/// <param name="Unreadable">Stored requests that cannot be read again.</param>
/// <param name="Trouble">What was logged as an error or with an exception.</param>
/// <param name="Wrong">Answers that must not be, and what did not work afterwards.</param>
/// <param name="Memory">Measured on the way.</param>
internal sealed record RubbishReport(
    int Requests, long Kept, IReadOnlyDictionary<int, int> Answers, IReadOnlyList<string> Dead, IReadOnlyList<string> Unreadable, IReadOnlyList<string> Trouble,
    IReadOnlyList<string> Wrong, IReadOnlyList<MemoryReading> Memory)
{
    // What an exception in the middle of a send, a row that ended the process and a row that cannot be read again end as.
    private static readonly string[] Faults = ["outcome_unknown", "never_ended", "unreadable", "conflict", "Exception"];

    /// <summary>What was given up for another reason than Slack's refusal.</summary>
    public IEnumerable<string> DeadByFault => Dead.Where(dead => dead.StartsWith("inbox", StringComparison.Ordinal) || Faults.Any(fault => dead.EndsWith(fault, StringComparison.Ordinal)));
}
