using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Reads verified webhooks; what tells of no change is left unread.</summary>
internal sealed partial class WebhookReader(ILogger<WebhookReader> log)
{
    // What each event must say for it to tell of a change, or of an issue; none: it has no actions.
    private static readonly Dictionary<string, string[]> Actions = new(StringComparer.Ordinal)
    {
        ["deployment"] = ["created"],
        ["deployment_status"] = ["created"],
        ["release"] = ["published", "released", "prereleased", "edited", "unpublished", "deleted"],
        ["push"] = [],
        ["workflow_run"] = ["requested", "in_progress", "completed"],
        ["pull_request"] = ["closed"],
        ["issues"] = ["closed", "reopened"],
    };

    /// <summary>Whether an event may tell of a change.</summary>
    public static bool Knows(string name) => Actions.ContainsKey(name);

    /// <summary>Reads one; no news: it tells of no change. False: it can't be read.</summary>
    /// <param name="name">The event, one that is known.</param>
    /// <param name="contentType">Of the body.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="news">What it tells.</param>
    public bool TryRead(string name, string? contentType, byte[] body, out GitHubNews? news)
    {
        news = null;
        try
        {
            var json = WebhookBody.JsonOf(contentType, body);
            var action = WebhookBody.ActionOf(json);
            if (Actions[name] is { Length: > 0 } actions && !actions.Contains(action, StringComparer.Ordinal))
                return true;

            news = Read(name, json);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library throws more than it says for what it doesn't expect, and none of it may look like a fault of ours.
            NotRead(name, e.GetType().Name);
            return false;
        }
    }

    // Not inlined, so that the library is loaded with the first webhook and no sooner.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GitHubNews? Read(string name, byte[] json) => OctokitEvents.Read(name, json);

    // Not its message, which may hold pieces of the body.
    [LoggerMessage(3106, LogLevel.Debug, "Webhook {Name} was not understood: {Failure}")]
    private partial void NotRead(string name, string failure);
}
