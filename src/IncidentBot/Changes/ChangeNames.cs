using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>What a change is called in lists and lines.</summary>
internal static class ChangeNames
{
    /// <summary>"checkout v2.3.1", or "checkout config cache.maxmemory" for what is no deploy.</summary>
    public static string Plain(ServiceChange change) => Of(change, new RichText([])).ToPlainText();

    /// <summary>The same behind a text, with the version in a code face.</summary>
    public static RichText Of(ServiceChange change, RichText before)
    {
        var kind = change.Kind == ChangeKind.Deploy ? "" : $" {Words.Of(change.Kind)}";
        return change.Ref.Length == 0
            ? before.Plain(change.Service + (kind.Length == 0 ? " deploy" : kind))
            : before.Plain($"{change.Service}{kind} ").Code(change.Ref);
    }

    /// <summary>How far it came, in words that follow its name.</summary>
    public static string StateInWords(ChangeState state) => state switch
    {
        ChangeState.Waiting => "is waiting to go live",
        ChangeState.InProgress => "is rolling out",
        ChangeState.Failure => "failed",
        _ => "went live",
    };
}
