using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Publishes the newest version: it is fixed, and those who were told of the incident are told.</summary>
internal sealed class PublishDraft(
    RenewDraft drafts, PostmortemRecords records, DraftGates gates, PostmortemBoard board, AnnouncementStore announcements)
{
    /// <summary>Publishes it, unless a check does not pass.</summary>
    /// <param name="version">The version that the person has before them; null: the newest.</param>
    /// <param name="isAnyway">Whether what the checks find is accepted.</param>
    /// <param name="call">Who publishes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(int? version, bool isAnyway, Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var now = await drafts.LoadAsync(incident, work, cancellationToken);
        var decision = PublishDraftRules.Decide(now, version, incident, call.By.Who, work.Now);
        if (decision.Fact is not { } published)
            return Happened.Refused(decision.Sentence);

        var draft = new DraftBesideRecord(await records.ReadAsync(incident, cancellationToken), now.Draft!.Markdown);
        var gaps = await gates.CheckAsync(draft, cancellationToken);
        var failures = gaps.Concat(PublishDraftRules.Open(now, draft)).ToList();
        if (failures.Any(failure => failure.IsAbsolute || !isAnyway))
            return Happened.Answered(
                GateCard.Compose($"{PostmortemRules.Name(now.Draft!)} was not published", failures, Anyway(incident, now)));

        var next = now.State with { Stage = DraftStage.Published, Published = published, RemindAt = null };
        var after = now with
        {
            State = PostmortemStateStore.Save(work.Batch, work.Workspace, now.State, next, "PostmortemPublished", Accepted(failures)),
        };
        if (incident.CanPost)
            await board.RefreshAsync(incident, after, work, cancellationToken);
        await TellAsync(incident, after.State, published, call, cancellationToken);
        return IncidentBoard.IsReadBy(incident, call.By.Reply)
            ? Happened.Nothing
            : Happened.Answered(Card.Of($"{PostmortemRules.Name(now.Draft!)} of the postmortem for {incident.Id} is published."));
    }

    private static string Accepted(IReadOnlyList<DraftGap> failures) => failures.Count == 0
        ? string.Empty
        : $", in spite of: {string.Join(", ", failures.Select(failure => failure.Name).Distinct(StringComparer.Ordinal))}";

    private async Task TellAsync(
        Incident incident, PostmortemState state, PublishedDraft published, Call call, CancellationToken cancellationToken)
    {
        var source = new RichText([]).Person(call.By.Who.Id, call.By.Who.Name);
        var text = new RichText([]).Bold($"The postmortem is published: draft {Number(published.Version)}.");
        call.Work.Send(
            new Outgoing(
                $"{incident.Id}/published/{Number(state.Number)}",
                new PostCard(
                    IncidentBoard.Channel(incident),
                    new Card($"{text.ToPlainText()} ({call.By.Who.Name})", [new Paragraph(text), new SmallPrint(source)])))
            {
                Lane = IncidentKeys.Telling(incident.Id),
            });

        // What is private stays in its channel, wherever the incident itself was announced.
        if (incident.Visibility == Visibility.Private)
            return;
        foreach (var place in await announcements.ListAsync(incident, cancellationToken))
            call.Work.Send(Announced(incident, state, published, place));
    }

    private static Outgoing Announced(Incident incident, PostmortemState state, PublishedDraft published, AnnouncedPlace place)
    {
        var text = new RichText([]).Bold(
            $"{IncidentWords.Drill(incident)}{incident.Id} · the postmortem is published: draft {Number(published.Version)}.");
        var source = IncidentWords.WithChannel(
            new RichText([]).Plain($"{published.By.Name}, ").Time(published.At).Plain(". To read it, ask in "), incident);
        var card = new Card($"{text.ToPlainText()} ({source.ToPlainText()})", [new Paragraph(text), new SmallPrint(source)]);
        return new Outgoing(
            $"{incident.Id}/published/{Number(state.Number)}/announced/{Number(place.Number)}",
            new PostCard(ChannelTarget.From(place.Key), card) { ThreadOf = place.Key })
        {
            For = SentPurposes.For(incident.Id, SentPurposes.News),
            After = place.Key,
            Lane = $"{incident.Id}/announced/{Number(place.Number)}",
        };
    }

    private static Button Anyway(Incident incident, DraftNow now) => new(
        DraftButtonIds.PublishAnyway, "Publish all the same", DraftCard.Value(incident, now), ButtonStyle.Danger,
        Confirm: "Everybody who was told of the incident is told that this version is published, with these open.");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whether a draft can be published.</summary>
internal static class PublishDraftRules
{
    /// <summary>Decides on publishing the newest version.</summary>
    /// <param name="now">How the postmortem stands.</param>
    /// <param name="version">The version that the person has before them; null: the newest.</param>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<PublishedDraft> Decide(DraftNow now, int? version, Incident incident, Person by, DateTimeOffset at)
    {
        if (now.Draft is not { IsWithdrawn: false } newest)
            return new Refusal(EditSection.NoDraft());
        if (incident.IsOpen)
            return new Refusal($"{incident.Id} is not over yet. Resolve it first, then publish its postmortem.");
        if (now.State.Published?.Version == newest.Version)
            return new AlreadySo($"{PostmortemRules.Name(newest)} is published already.");

        return (version ?? newest.Version) != newest.Version
            ? new Refusal(
                $"{PostmortemRules.Name(newest)} is newer than the one that you publish. To see what has changed, type "
                    + $"{CommandGrammar.Typed("postmortem diff")}; to publish it, {CommandGrammar.Typed("postmortem publish")}.")
            : new PublishedDraft(newest.Version, at, by);
    }

    /// <summary>What is open beside what the draft itself says.</summary>
    /// <param name="now">How the postmortem stands.</param>
    /// <param name="draft">The newest version beside the record.</param>
    public static IEnumerable<DraftGap> Open(DraftNow now, DraftBesideRecord draft)
    {
        if (ActionRules.LacksSystemicFix(draft.Record.Incident.Severity, draft.Record.Actions))
            yield return new DraftGap(
                "Action items",
                RichText.Of(
                    $"None is a systemic fix, one that makes this failure impossible. To add one, type {CommandGrammar.Typed("action")} "
                        + "and choose that kind."));
        if (now.State.Stage == DraftStage.InReview && DraftWords.Missing(now) is { Count: > 0 } missing)
            yield return new DraftGap(
                "Review",
                $"{PostmortemRules.Name(now.Draft!)} is still to be approved by "
                    + $"{string.Join(", ", missing.Select(one => one.Person.Name))}.");
        if (!string.Equals(now.Draft!.MergeBase, draft.Assembled, StringComparison.Ordinal))
            yield return new DraftGap(
                "Record",
                RichText.Of(
                    $"It has changed since {PostmortemRules.Name(now.Draft).ToLowerInvariant()}. To bring that in, type "
                        + $"{CommandGrammar.Typed("postmortem")}."));
    }
}
