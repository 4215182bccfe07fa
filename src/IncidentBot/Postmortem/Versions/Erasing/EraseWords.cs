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
internal sealed class EraseWords(PostmortemStore drafts, PostmortemStateStore states, CopiesElsewhere copies)
{
    /// <summary>
    /// Takes them out, and tells the last editor privately what reads like them and stays, and which pull requests and issues have them.
    /// </summary>
    public async Task<Happened> HandleAsync(
        Incident incident, IReadOnlyList<RemovedText> removed, Work work, CancellationToken cancellationToken)
    {
        // A draft that is being made of the words at this moment is made again.
        PostmortemStateStore.Touch(
            work.Batch, work.Workspace, await states.FindAsync(work.Workspace, incident.Id, cancellationToken));
        var versions = await drafts.ListAsync(work.Workspace, incident.Id, cancellationToken);
        var cut = new HashSet<int>();
        PostmortemDraft? newest = null;
        foreach (var version in versions)
        {
            if (await drafts.FindAsync(work.Workspace, incident.Id, version.Version, cancellationToken) is not { } draft)
                continue;

            newest = Cut(incident.Id, draft, removed, work);
            if (newest != draft)
                cut.Add(version.Version);
        }

        var editor = versions.LastOrDefault(one => one.Author is not null)?.Author;
        var left = new WordsLeft(
            newest, newest is null || editor is null ? [] : Paraphrases.In(newest, removed),
            await copies.ListAsync(incident, cut, removed, cancellationToken));
        return incident.Channel is { } channel && !left.IsEmpty
            ? Happened.Answered(ErasureCard.Compose(incident, left), To(incident, channel, editor ?? Lead(incident)))
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

    // Where nobody has edited the draft, whoever leads the incident looks after what was made of it.
    private static Person Lead(Incident incident) => incident.Roles.GetValueOrDefault(IncidentRole.Commander) ?? incident.StartedBy;

    private static ReplyTo To(Incident incident, ChannelId channel, Person who) =>
        new(channel, who.Id) { IsOnlyThere = incident.Visibility == Visibility.Private };
}

/// <summary>What still has words that left the record.</summary>
/// <param name="Draft">The newest version of the draft; null: there is none.</param>
/// <param name="Lines">People's own lines of it that say something like the words.</param>
/// <param name="Copies">The pull requests and issues that have them.</param>
internal sealed record WordsLeft(PostmortemDraft? Draft, IReadOnlyList<string> Lines, IReadOnlyList<CopyElsewhere> Copies)
{
    /// <summary>Whether nothing has them.</summary>
    public bool IsEmpty => Lines.Count == 0 && Copies.Count == 0;
}

/// <summary>Tells one person what an erasure has left for people to look at.</summary>
internal static class ErasureCard
{
    private const int MostCopies = 10;

    /// <summary>The message.</summary>
    public static Card Compose(Incident incident, WordsLeft left)
    {
        var parts = new List<CardPart>
        {
            new Paragraph($"Somebody deleted a message of {incident.Id}, and its words were taken out of the record and the postmortem."),
        };
        if (left.Lines.Count > 0)
            parts.AddRange([new Paragraph(OtherWords(left.Draft!)), .. left.Lines.Select(line => new SmallPrint(RichText.Of(line)))]);
        if (left.Copies.Count > 0)
            parts.Add(new Paragraph(Elsewhere(left.Copies)));
        return new Card(string.Join(' ', parts.Select(Words)), parts);
    }

    private static string OtherWords(PostmortemDraft draft) => string.Create(
        CultureInfo.InvariantCulture,
        $"These lines of draft {draft.Version} say something like it in other words. Please read them, and change what should not stay:");

    private static RichText Elsewhere(IReadOnlyList<CopyElsewhere> copies)
    {
        var text = RichText.Of("These were made with the words and were not changed. Take them out there: ")
            .Then(RichText.Joined(", ", copies.Take(MostCopies).Select(Link)));
        return copies.Count > MostCopies
            ? text.Plain(string.Create(CultureInfo.InvariantCulture, $" and {copies.Count - MostCopies} more."))
            : text.Plain(".");
    }

    private static RichText Link(CopyElsewhere copy) =>
        copy.Address is { } address ? new RichText([]).Link(address, copy.Name) : RichText.Of(copy.Name);

    private static string Words(CardPart part) => part switch
    {
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        SmallPrint small => small.Text.ToPlainText(),
        _ => string.Empty,
    };
}
