using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;

namespace IncidentBot.Simulator.Recording;

/// <summary>Where a held call waits: before it takes effect, or after it and before its answer.</summary>
internal enum Hold { None, Before, After }

/// <summary>Something that goes wrong on demand, for the next matching calls or deliveries.</summary>
internal sealed class Fault
{
    /// <summary>Name of a Web API method, or its start and <c>*</c>; null is no method.</summary>
    public string? Method { get; init; }

    /// <summary>Kind of a delivery, or its start and <c>*</c>; null is no delivery.</summary>
    public string? Delivery { get; init; }

    /// <summary>The type of a block that the call must have in its <c>blocks</c>; null: any call.</summary>
    public string? Block { get; init; }

    /// <summary>How many matches it lets pass first.</summary>
    public int Skip { get; set; }

    /// <summary>How many matches it still applies to.</summary>
    public int Times { get; set; }

    public int? Status { get; init; }

    public string? Error { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>Real milliseconds.</summary>
    public int DelayMs { get; init; }

    public bool DropResponse { get; init; }

    public Hold Hold { get; init; }

    /// <summary>Whether the call fails without taking effect.</summary>
    public bool Refuses => !DropResponse && (Status is not null || Error is not null || RetryAfter is not null);

    /// <summary>Whether a delivery leaves its queue, so that later ones overtake it.</summary>
    public bool LeavesTurn => DelayMs > 0 || Hold != Hold.None;

    private TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Action? Releasing { get; set; }

    /// <summary>Releases what is held; whatever must be counted again is counted before this returns.</summary>
    public void Release()
    {
        lock (Released)
        {
            if (Released.Task.IsCompleted) return;
            Releasing?.Invoke();
            Released.SetResult();
        }
    }

    public Task DelayAsync(CancellationToken cancellationToken) =>
        DelayMs > 0 ? Task.Delay(TimeSpan.FromMilliseconds(DelayMs), TimeProvider.System, cancellationToken) : Task.CompletedTask;

    /// <summary>Waits for the release, if this is where the fault holds.</summary>
    public Task HoldAsync(Hold at, Action releasing, CancellationToken cancellationToken)
    {
        if (Hold != at) return Task.CompletedTask;
        lock (Released)
        {
            if (Released.Task.IsCompleted) releasing();
            else Releasing += releasing;
        }
        return Released.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>The faults that are waiting for their call, in the order they were set.</summary>
internal sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

    public void Add(Fault fault)
    {
        lock (gate) faults.Add(fault);
    }

    /// <summary>The fault that applies to this call, if any; at most one does.</summary>
    public Fault? TakeForMethod(string method, JsonNode? arguments) =>
        Take(f => Matches(f.Method, method) && (f.Block is null || HasBlock(arguments, f.Block)));

    /// <summary>The fault that applies to this delivery, if any.</summary>
    public Fault? TakeForDelivery(string kind) => Take(f => Matches(f.Delivery, kind));

    /// <summary>Removes all faults and releases every held call.</summary>
    public void Clear()
    {
        lock (gate)
        {
            foreach (var fault in faults) fault.Release();
            faults.Clear();
        }
    }

    public IReadOnlyList<Fault> Waiting()
    {
        lock (gate) return [.. faults.Where(f => f.Times > 0)];
    }

    private Fault? Take(Func<Fault, bool> matches)
    {
        lock (gate)
        {
            foreach (var fault in faults)
            {
                if (fault.Times == 0 || !matches(fault)) continue;
                if (fault.Skip > 0)
                {
                    fault.Skip--;
                    continue;
                }
                // One that holds nobody is done with; one that may hold waits to be cleared.
                if (--fault.Times == 0 && fault.Hold == Hold.None) faults.Remove(fault);
                return fault;
            }
            return null;
        }
    }

    // Form fields hold the blocks as text; what isn't JSON is refused by the method itself.
    private static bool HasBlock(JsonNode? arguments, string type)
    {
        try
        {
            var blocks = (arguments as JsonObject)?["blocks"];
            return (blocks is JsonValue value && value.TryGetValue<string>(out var text) ? JsonNode.Parse(text) : blocks) is JsonArray all
                && Elements.Nested(all).Any(block => block["type"]?.ToString() == type);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Matches(string? pattern, string name) =>
        pattern == name || (pattern?.EndsWith('*') == true && name.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
