using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Who did something that allows the app to open a view, when, and from which view.</summary>
internal sealed record Trigger(string UserId, string? ViewId, DateTimeOffset At)
{
    public bool Used { get; set; }
}

/// <summary>
/// Gives out trigger ids and takes each once, within three seconds (docs.slack.dev/interactivity/handling-user-interaction).
/// </summary>
internal sealed class Triggers(SlackWorkspace workspace)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);
    private readonly Dictionary<string, Trigger> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public string Give(string userId, string? viewId = null)
    {
        var number = workspace.Ids.NextNumber();
        var run = workspace.Ids.Next("");
        var tail = Convert.ToHexStringLower(Digest(run));
        var id = string.Create(CultureInfo.InvariantCulture, $"{workspace.Now.ToUnixTimeMilliseconds()}.{number}.{tail}");
        known[id] = new Trigger(userId, viewId, workspace.Now);
        order.Enqueue(id);
        if (order.Count > 10_000) known.Remove(order.Dequeue());
        return id;
    }

    /// <summary>Uses a trigger up.</summary>
    public Trigger Take(string id)
    {
        if (!known.TryGetValue(id, out var trigger)) throw new SlackRefusal("invalid_trigger_id");
        if (trigger.Used) throw new SlackRefusal("exchanged_trigger_id");
        if (workspace.Now - trigger.At > Life) throw new SlackRefusal("expired_trigger_id");
        trigger.Used = true;
        return trigger;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
}
