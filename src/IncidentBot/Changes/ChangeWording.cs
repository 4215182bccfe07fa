using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>How a change is called in messages; what others wrote stands in one line and within its length.</summary>
internal static class ChangeWording
{
    private const int LongestName = 60, LongestReason = 160, LongestDescription = 100, LongestWords = 50;

    /// <summary>"checkout v2.3.1 to production".</summary>
    public static string Name(ServiceChange change) =>
        change.Environment is { } environment ? $"{ShortName(change)} to {OneLine.Of(environment, LongestName)}" : ShortName(change);

    /// <summary>"checkout v2.3.1", or "checkout config cache.maxmemory" for what is no deploy.</summary>
    public static string ShortName(ServiceChange change) => Called(change, new RichText([]), linked: false).ToPlainText();

    /// <summary>
    /// What tells it apart from others of its kind, such as <c>checkout config “lowered cache.maxmemory”</c>: what has no version is
    /// named by its words. For what is shown and made anew, never for what is kept, since the words may have to go.
    /// </summary>
    public static string Told(ServiceChange change)
    {
        if (change.Ref.Length > 0 || change.Description is not { } said)
            return ShortName(change);

        // People begin with the service, which stands in front already.
        var service = change.Service + " ";
        var words = service.Length > 1 && said.StartsWith(service, StringComparison.OrdinalIgnoreCase) ? said[service.Length..] : said;
        return $"{ShortName(change)} “{OneLine.Of(words, LongestWords)}”";
    }

    /// <summary>The same behind a text, with the ref in a code face.</summary>
    public static RichText Named(ServiceChange change, RichText before) => Called(change, before, linked: false);

    /// <summary>The same with the ref as a link to where it can be read.</summary>
    public static RichText Linked(ServiceChange change)
    {
        var text = Called(change, new RichText([]), linked: true);
        return change.Environment is { } environment ? text.Plain($" to {OneLine.Of(environment, LongestName)}")
            : WhatOf(change) is { } what ? text.Plain($", {what}")
            : text;
    }

    private static RichText Called(ServiceChange change, RichText before, bool linked)
    {
        if (change.Service.Length == 0)
            return before.Plain(WithoutService(change.Kind));

        var kind = change.Kind == ChangeKind.Deploy ? "" : $" {Words.Of(change.Kind)}";
        var service = OneLine.Of(change.Service, LongestName);
        var name = OneLine.Of(change.Ref, LongestName);
        if (name.Length == 0)
            name = kind.Length == 0 ? "deploy" : kind.Trim();
        else
            service += kind;
        before = before.Plain(service + " ");
        return linked && change.Url is { } address ? before.Link(address, name)
            : change.Ref.Length == 0 ? before.Plain(name)
            : before.Code(name);
    }

    // Nobody said of which service it is; what it says of itself stands behind it.
    private static string WithoutService(ChangeKind kind) => kind switch
    {
        ChangeKind.Deploy => "deploy",
        ChangeKind.Migration => "migration",
        _ => $"{Words.Of(kind)} change",
    };

    /// <summary>What a change without an environment is, such as "a release"; null: its kind says enough.</summary>
    // Releases of earlier versions of the bot do not say that they are releases.
    public static string? WhatOf(ServiceChange change) => change.Origin switch
    {
        ChangeOrigin.Release or ChangeOrigin.Deployment => "a release",
        ChangeOrigin.PullRequest => "a merged pull request",
        ChangeOrigin.WorkflowRun => "a workflow run",
        ChangeOrigin.Push => "a push to the default branch",
        _ => null,
    };

    /// <summary>How far it came, in words that follow its name.</summary>
    public static string StateInWords(ChangeState state) => state switch
    {
        ChangeState.Waiting => "is waiting to go live",
        ChangeState.InProgress => "is rolling out",
        ChangeState.Failure => "failed",
        _ => "went live",
    };

    /// <summary>What became of it, in words that follow its name; merged and pushed isn't live.</summary>
    public static string FateInWords(ServiceChange change) => change switch
    {
        { Details.IsTakenBack: true } => "was taken back",
        { Origin: ChangeOrigin.PullRequest } => "was merged",
        { Origin: ChangeOrigin.Push } => "was pushed",
        _ => StateInWords(change.State),
    };

    /// <summary>"2 min before impact start", or why it is too late.</summary>
    public static string When(ServiceChange change, Incident incident)
    {
        var from = PullChangesRules.CountedFromInWords(incident);
        return PullChangesRules.Before(change, incident) switch
        {
            null => "before",
            { Ticks: >= 0 } before => $"{Durations.InWords(before)} before {from}",
            { } after => $"{Durations.InWords(-after)} after {from}",
        };
    }

    /// <summary>What it says of itself, in one short line; null: nothing.</summary>
    public static string? Description(ServiceChange change) =>
        string.IsNullOrWhiteSpace(change.Description) ? null : OneLine.Of(change.Description, LongestDescription);

    /// <summary>A reason in one line.</summary>
    public static string Reason(string words) => OneLine.Of(words, LongestReason);

    /// <summary>"waiting to go live": why it isn't live; null: it is, or was.</summary>
    public static string? NotLive(ServiceChange change) => change.State switch
    {
        ChangeState.Waiting => "waiting to go live",
        ChangeState.InProgress => "still rolling out",
        ChangeState.Failure => "failed, may be there in part",
        _ => null,
    };
}
