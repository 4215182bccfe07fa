using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Postmortem.Versions.Erasing;

/// <summary>
/// Takes words whose author deleted them out of every version of a draft, the published one too, and out of what the next merge is compared
/// with. What people wrote themselves stays but for the sentences that quote them.
/// </summary>
internal sealed class EraseWords(PostmortemStore drafts, PostmortemStateStore states)
{
    /// <summary>Takes them out, and tells the last editor privately what reads like them and stays.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, IReadOnlyList<RemovedText> removed, Work work, CancellationToken cancellationToken)
    {
        // A draft that is being made of the words at this moment is made again.
        PostmortemStateStore.Touch(
            work.Batch, work.Workspace, await states.FindAsync(work.Workspace, incident.Id, cancellationToken));
        var versions = await drafts.ListAsync(work.Workspace, incident.Id, cancellationToken);
        PostmortemDraft? newest = null;
        foreach (var version in versions)
        {
            if (await drafts.FindAsync(work.Workspace, incident.Id, version.Version, cancellationToken) is { } draft)
                newest = Cut(incident.Id, draft, removed, work);
        }

        return newest is not null && versions.LastOrDefault(one => one.Author is not null)?.Author is { } editor
            ? Told(incident, newest, editor, Paraphrases.In(newest, removed))
            : Happened.Nothing;
    }

    private static PostmortemDraft Cut(IncidentId incident, PostmortemDraft draft, IReadOnlyList<RemovedText> removed, Work work)
    {
        var cut = draft with
        {
            Markdown = CutWords.Of(draft.Markdown, removed),
            MachineText = draft.MachineText is { } machine ? CutWords.Of(machine, removed) : null,
        };
        if (cut != draft)
            PostmortemStore.CutWords(work.Batch, work.Workspace, incident, cut);
        return cut;
    }

    private static Happened Told(Incident incident, PostmortemDraft draft, Person editor, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || incident.Channel is not { } channel)
            return Happened.Nothing;

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Somebody deleted a message of {incident.Id}, and its words were taken out of the postmortem. These lines of draft "
                + $"{draft.Version} say something like it in other words. Please read them, and change what should not stay:");
        return Happened.Answered(
            new Card(
                $"{text} {string.Join(' ', lines)}",
                [new Paragraph(text), .. lines.Select(line => new SmallPrint(RichText.Of(line)))]),
            new ReplyTo(channel, editor.Id) { IsOnlyThere = incident.Visibility == Visibility.Private });
    }
}
