using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>How a change is called in messages; what others wrote stands in one line and within its length.</summary>
internal static class ChangeWording
{
    private const int LongestName = 60, LongestReason = 160, LongestDescription = 100;

    /// <summary>"checkout v2.3.1 to production".</summary>
    public static string Name(ServiceChange change) =>
        change.Environment is { } environment ? $"{ShortName(change)} to {OneLine.Of(environment, LongestName)}" : ShortName(change);

    /// <summary>"checkout v2.3.1".</summary>
    public static string ShortName(ServiceChange change) =>
        $"{OneLine.Of(change.Service, LongestName)} {OneLine.Of(change.Ref, LongestName)}";

    /// <summary>The same with the ref as a link to where it can be read.</summary>
    public static RichText Linked(ServiceChange change)
    {
        var text = new RichText([]).Plain(OneLine.Of(change.Service, LongestName) + " ");
        var name = OneLine.Of(change.Ref, LongestName);
        text = change.Url is { } address ? text.Link(address, name) : text.Code(name);
        return text.Plain(change.Environment is { } environment ? $" to {OneLine.Of(environment, LongestName)}" : ", a release");
    }

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

    /// <summary>"waits": why it isn't live; null: it is, or was.</summary>
    public static string? NotLive(ServiceChange change) => change.State switch
    {
        Suspicion.ChangeState.Waiting => "waiting, not live",
        Suspicion.ChangeState.InProgress => "still rolling out",
        Suspicion.ChangeState.Failure => "failed, may be there in part",
        _ => null,
    };
}
