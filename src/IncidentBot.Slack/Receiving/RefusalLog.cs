using IncidentBot.Receiving;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Logs requests that were refused before it was known that Slack sent them, a bounded number of lines.</summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RequestGate> log)
{
    private readonly BoundedRefusals refusals = new(time, log.MoreRefused);

    /// <summary>A request's signature was refused.</summary>
    public void NotVerified(string path, SignatureResult reason)
    {
        if (refusals.IsFirst(reason)) log.NotVerified(path, reason);
    }

    /// <summary>A request was closed before its body was there.</summary>
    public void NotAwaited(string path, RawBodyState reason)
    {
        if (refusals.IsFirst(reason)) log.NotAwaited(path, reason);
    }
}
