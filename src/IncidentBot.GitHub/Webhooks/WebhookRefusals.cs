using IncidentBot.Receiving;
using Microsoft.Extensions.Logging;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Why a request was refused before it was known that GitHub sent it.</summary>
internal enum WebhookRefusal
{
    /// <summary>It has no signature, or more than one.</summary>
    NoSignature,

    /// <summary>Its signature doesn't look like one.</summary>
    MalformedSignature,

    /// <summary>Its signature doesn't match its body and the secret.</summary>
    WrongSignature,

    /// <summary>It is larger than GitHub's largest.</summary>
    TooLarge,

    /// <summary>It didn't arrive in time.</summary>
    Late,

    /// <summary>Others needed its memory, and it progressed least.</summary>
    Crowded,
}

/// <summary>Logs what was refused, a bounded number of lines: never a signature, never a piece of a body.</summary>
internal sealed partial class WebhookRefusals
{
    private readonly BoundedRefusals refusals;
    private readonly ILogger<WebhookRefusals> log;

    public WebhookRefusals(TimeProvider time, ILogger<WebhookRefusals> log)
    {
        this.log = log;
        refusals = new BoundedRefusals(time, More);
    }

    /// <summary>A request was refused.</summary>
    public void Refused(WebhookRefusal why)
    {
        if (refusals.IsFirst(why)) First(why);
    }

    [LoggerMessage(3104, LogLevel.Warning, "A request to /github/webhooks was refused: {Reason}")]
    private partial void First(WebhookRefusal reason);

    [LoggerMessage(3105, LogLevel.Warning, "{Number} more requests to /github/webhooks were refused within a minute: {Reason}")]
    private partial void More(int number, Enum reason);
}
