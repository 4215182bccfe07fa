using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Shows privately which sentences of the newest draft blame people, and replaces one by better words.</summary>
internal sealed class CheckDraft(ReadBlame read, KeepEdit keep)
{
    /// <summary>Shows them.</summary>
    public async Task<Happened> ShowAsync(Call call, CancellationToken cancellationToken) =>
        await read.FindAsync(call.Incident, cancellationToken) is { } blame
            ? Happened.Answered(BlameCard.Compose(blame, string.Empty, call.By.At))
            : Happened.Refused(EditSection.NoDraft());

    /// <summary>Puts better words in place of a sentence of the newest draft, as an edit by whoever pressed.</summary>
    public async Task<Happened> UseRewriteAsync(Call call, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(call.Incident, cancellationToken) is not { } blame)
            return Happened.Refused(EditSection.NoDraft());
        if (blame.Find(call.More) is not { Better: not null })
            return Gone(blame, call);

        return await keep.HandleAsync(
            call.Incident, blame.Draft.Version,
            draft => BlameInDraft.Rewritten(
                draft.Markdown, BlameInDraft.Of(new DraftBesideRecord(blame.Record, draft.Markdown), blame.Left), call.More),
            call.By.Who, call.Work, cancellationToken,
            edited => BlameCard.Compose(
                new DraftBlame(edited.Draft, blame.Record, blame.Left), $"{EditedCard.Compose(call.Incident, edited).Text} ", call.By.At));
    }

    /// <summary>Says that a sentence was settled already, and shows what is left.</summary>
    internal static Happened Gone(DraftBlame blame, Call call) => Happened.Answered(
        BlameCard.Compose(blame, "Nothing was changed: the newest draft no longer has that sentence, or somebody left it. ", call.By.At));
}
