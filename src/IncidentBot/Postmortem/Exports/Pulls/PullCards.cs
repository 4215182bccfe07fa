using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>Says what became of a draft that was to go into a repository.</summary>
internal static class PullCards
{
    /// <summary>What the incident's channel is told; null: nothing that concerns everybody there.</summary>
    public static RichText? ForChannel(PostmortemDraft draft, StoredPull asked, RepositoryOutcome outcome) => outcome switch
    {
        InRepository { Change: RepositoryChange.None } => null,
        InRepository done => Of(draft, done).Then(Renamed(asked, done.Repository)),
        InConflict conflict => Of(draft, asked, conflict).Then(Renamed(asked, conflict.Repository)),
        _ => null,
    };

    /// <summary>What whoever asked is told.</summary>
    public static RichText ForAsker(PostmortemDraft draft, StoredPull asked, RepositoryOutcome outcome) => outcome switch
    {
        InRepository { Change: RepositoryChange.None } done =>
            new RichText([]).Link(done.Address, Name(done)).Plain($" has {Words(draft)} already; nothing has changed since.")
                .Then(Renamed(asked, done.Repository)),
        NotTaken refused => $"{PostmortemRules.Name(draft)} isn't in {asked.Repository}. {refused.Sentence}",
        NotYet later => $"{PostmortemRules.Name(draft)} isn't in {asked.Repository}. {later.Sentence}",
        _ => ForChannel(draft, asked, outcome)!,
    };

    /// <summary>What whoever asked is told while it is tried again.</summary>
    public static RichText Waiting(PostmortemDraft draft, StoredPull asked, NotYet later, DateTimeOffset next) =>
        RichText.Of($"{PostmortemRules.Name(draft)} isn't in {asked.Repository} yet. {later.Sentence} I'll try again at ").Time(next)
            .Plain(".");

    private static RichText Of(PostmortemDraft draft, InRepository done) => done.Change switch
    {
        RepositoryChange.Opened =>
            RichText.Of($"{PostmortemRules.Name(draft)} of the postmortem is in a pull request: ").Link(done.Address, Name(done))
                .Plain(". Review and complete it there."),
        RepositoryChange.Merged =>
            new RichText([]).Link(done.Address, Name(done)).Plain($" has {Words(draft)} now, with what people changed there."),
        _ => new RichText([]).Link(done.Address, Name(done)).Plain($" has {Words(draft)} now."),
    };

    private static RichText Of(PostmortemDraft draft, StoredPull asked, InConflict conflict) => conflict.IsForeign
        ? new RichText([]).Link(conflict.Address, asked.Path)
            .Plain($" is in {conflict.Repository} already, and it isn't mine, so I left it alone. Rename it, or change Postmortem:Path.")
        : new RichText([]).Plain("Somebody changed ").Link(conflict.Address, asked.Path)
            .Plain($" where {Words(draft)} changes it too, so I left their text alone. To see the draft, type ")
            .Then(new RichText([CommandGrammar.Typed("export")])).Plain(" and bring its changes into the file by hand.");

    private static RichText Renamed(StoredPull asked, string now) =>
        now.Equals(asked.Repository, StringComparison.OrdinalIgnoreCase)
            ? string.Empty
            : $" {asked.Repository} is now {now}: change the name under Postmortem.";

    private static string Words(PostmortemDraft draft) => PostmortemRules.Name(draft).ToLowerInvariant();

    private static string Name(InRepository done) =>
        string.Create(CultureInfo.InvariantCulture, $"{done.Repository}#{done.Pull}");
}
