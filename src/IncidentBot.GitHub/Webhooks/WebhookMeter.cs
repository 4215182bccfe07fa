using System.Diagnostics.Metrics;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>What became of a webhook.</summary>
internal enum WebhookResult
{
    /// <summary>What it told is on disk.</summary>
    Kept,

    /// <summary>What it told was known.</summary>
    Known,

    /// <summary>It tells of no change that counts here.</summary>
    Ignored,

    /// <summary>No service of the catalogue has its repository.</summary>
    UnknownRepository,

    /// <summary>The bot has no use for this event.</summary>
    UnknownEvent,

    /// <summary>It is signed but can't be read.</summary>
    Unreadable,

    /// <summary>It was not shown that GitHub sent it.</summary>
    Refused,

    /// <summary>It could not be stored, so it was not acknowledged.</summary>
    NotStored,
}

/// <summary>Counts webhooks by event and what became of them; strangers can't add names.</summary>
internal sealed class WebhookMeter(DeliveryMeter meter)
{
    /// <summary>What stands for the event of a request that isn't known to be GitHub's.</summary>
    public const string Unverified = "unverified";

    private const string Other = "other";

    private readonly Counter<long> webhooks = meter.Meter.CreateCounter<long>(
        "incidentbot.github.webhooks", "{webhook}", "Webhooks of GitHub, by event and by what became of them.");

    /// <summary>The event as it is counted.</summary>
    public string NameOf(string name) => name == "ping" || WebhookReader.Knows(name) ? name : Other;

    /// <summary>Counts one.</summary>
    public void Count(string name, WebhookResult result) => webhooks.Add(1, new("event", name), new("result", Words.Of(result)));
}
