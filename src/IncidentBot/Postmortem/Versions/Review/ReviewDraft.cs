using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Asks people to review the draft, by one message in the incident's channel, and takes their approval.</summary>
internal sealed class ReviewDraft(RenewDraft drafts, DraftGates gates, PostmortemBoard board, ChatPlatforms platforms)
{
    /// <summary>Field of the form: who.</summary>
    public const string PersonField = "person";

    /// <summary>The form that asks who reviews it.</summary>
    public static Opened Open(FormCall call) => new Form(
        DraftFormIds.AskReview, "Ask for a review", "Ask", IncidentButtons.Of(call.Incident.Id),
        [
            new PersonField(
                PersonField, "Who reviews the postmortem?", "They're asked in the channel. For several, ask one after the other."),
        ]);

    /// <summary>Asks people.</summary>
    /// <param name="people">Who.</param>
    /// <param name="isAnyway">Whether what the checks find is accepted.</param>
    /// <param name="call">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> AskAsync(IReadOnlyList<PersonId> people, bool isAnyway, Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var renewed = await drafts.RenewAsync(incident, work, cancellationToken);
        var failures = await gates.CheckAsync(renewed.BesideRecord, cancellationToken);
        if (failures.Any(failure => failure.IsAbsolute || !isAnyway))
        {
            await ShowAsync(incident, renewed.Now, renewed.IsNew, work, cancellationToken);
            return Happened.Answered(
                GateCard.Compose($"Nobody was asked to review {PostmortemRules.Name(renewed.Draft).ToLowerInvariant()}", failures,
                    Anyway(incident, renewed.Draft, people)));
        }

        var known = await FindAsync(people, work, cancellationToken);
        var decision = ReviewDraftRules.Ask(
            renewed.Now, known, await OutsideAsync(incident, known, work, cancellationToken), call.By.Who, work.Now);
        if (decision.Fact is not { } asked)
            return Happened.Refused(decision.Sentence);

        var now = Write(renewed.Now, asked, work);
        await ShowAsync(incident, now, renewed.IsNew, work, cancellationToken);
        Tell(incident, now, asked, call);
        return IncidentBoard.IsReadBy(incident, call.By.Reply)
            ? Happened.Nothing
            : Happened.Answered(Card.Of($"They're asked in the channel of {incident.Id}."));
    }

    /// <summary>Takes the approval of the version that somebody has before them.</summary>
    /// <param name="version">Which one; null: the newest.</param>
    /// <param name="call">Who approves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> ApproveAsync(int? version, Call call, CancellationToken cancellationToken)
    {
        var now = await drafts.LoadAsync(call.Incident, call.Work, cancellationToken);
        var decision = ReviewDraftRules.Approve(now, version, call.By.Who, call.Work.Now);
        if (decision.Fact is not { } approved)
            return Happened.Refused(decision.Sentence);

        ReviewerStore.Save(call.Work.Batch, call.Work.Workspace, call.Incident.Id, approved, isNew: false);
        var after = now with
        {
            State = PostmortemStateStore.Touch(call.Work.Batch, call.Work.Workspace, now.State),
            Reviewers = [.. now.Reviewers.Select(one => one.Person.Id == approved.Person.Id ? approved : one)],
        };
        await ShowAsync(call.Incident, after, isNew: false, call.Work, cancellationToken);
        return Happened.Answered(
            Card.Of($"You approved {PostmortemRules.Name(now.Draft!).ToLowerInvariant()}. {Rest(after)}"));
    }

    private async Task ShowAsync(Incident incident, DraftNow now, bool isNew, Work work, CancellationToken cancellationToken)
    {
        if (!incident.CanPost)
            return;
        if (isNew)
            await board.ShowAsync(incident, now, work, cancellationToken);
        else
            await board.RefreshAsync(incident, now, work, cancellationToken);
    }

    private static string Rest(DraftNow now) => DraftWords.Missing(now) switch
    {
        [] => "Everybody has; it can be published.",
        var missing => $"Still to approve it: {string.Join(", ", missing.Select(one => one.Person.Name))}.",
    };

    private async Task<List<Person>> FindAsync(IReadOnlyList<PersonId> people, Work work, CancellationToken cancellationToken)
    {
        var found = new List<Person>();
        foreach (var id in people)
            found.Add(await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, id, cancellationToken));
        return found;
    }

    // Only its members read a private channel, and only they decide whom to invite.
    private async Task<IReadOnlyList<Person>> OutsideAsync(
        Incident incident, IReadOnlyList<Person> people, Work work, CancellationToken cancellationToken)
    {
        if (incident is not { Visibility: Visibility.Private, Channel: { } channel })
            return [];

        var members = await platforms.Of(work.Platform).ListMembersAsync(work.Workspace, channel, cancellationToken);
        return [.. people.Where(person => !members.Contains(person.Id))];
    }

    private static DraftNow Write(DraftNow now, AskedReview asked, Work work)
    {
        var known = now.Reviewers.Select(one => one.Person.Id).ToHashSet();
        foreach (var reviewer in asked.Reviewers)
            ReviewerStore.Save(work.Batch, work.Workspace, now.State.Incident, reviewer, isNew: !known.Contains(reviewer.Person.Id));
        var state = PostmortemStateStore.Save(
            work.Batch, work.Workspace, now.State, now.State with { Stage = DraftStage.InReview }, "PostmortemInReview");
        var all = now.Reviewers.Where(one => asked.Reviewers.All(reviewer => reviewer.Person.Id != one.Person.Id)).Concat(asked.Reviewers);
        return now with
        {
            State = state,
            Reviewers = [.. all.OrderBy(one => one.AskedAt).ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal)],
        };
    }

    // One message asks all of them.
    private static void Tell(Incident incident, DraftNow now, AskedReview asked, Call call)
    {
        // A mention alone reaches no one who is not there; the members of a private channel decide whom to invite.
        if (incident.Visibility == Visibility.Public)
            IncidentBoard.Invite(call.Work, incident, $"{call.Work.Key}/bring", [.. asked.Reviewers.Select(one => one.Person.Id)]);
        var text = RichText.Joined(", ", asked.Reviewers.Select(one => new RichText([]).Person(one.Person.Id, one.Person.Name)))
            .Plain($", please review {PostmortemRules.Name(now.Draft!).ToLowerInvariant()} of the postmortem: ")
            .Plain("is anything wrong or missing?");
        var source = new RichText([]).Person(call.By.Who.Id, call.By.Who.Name);
        Button[] buttons =
            [
                new(
                    DraftButtonIds.ApproveDraft, "Approve", DraftCard.Value(incident, now), ButtonStyle.Primary,
                    Spoken: "Approve the draft"),
                DraftCard.Read(incident),
                new(DraftButtonIds.ListSections, "Edit a section", IncidentButtons.Of(incident.Id)),
                new(IncidentButtonIds.ExportPostmortem, IncidentButtons.Export, incident.Id.ToString()),
            ];
        call.Work.Send(
            new Outgoing(
                string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/review/{now.State.Number}"),
                new PostCard(
                    IncidentBoard.Channel(incident),
                    new Card(
                        $"{text.ToPlainText()} ({call.By.Who.Name})",
                        [new Paragraph(text), new SmallPrint(source), new Buttons(buttons)])))
            {
                Lane = IncidentKeys.Telling(incident.Id),
            });
    }

    private static Button Anyway(Incident incident, PostmortemDraft draft, IReadOnlyList<PersonId> people) => new(
        DraftButtonIds.ReviewAnyway, "Ask all the same",
        IncidentButtons.Of(incident.Id, draft.Version.ToString(CultureInfo.InvariantCulture), string.Join(',', people)),
        Confirm: "The reviewers get a draft in which these are open.");
}

/// <summary>People were asked to review.</summary>
/// <param name="Reviewers">Who, as they are kept from now on.</param>
internal sealed record AskedReview(IReadOnlyList<Reviewer> Reviewers);

/// <summary>Who can be asked, and who can approve.</summary>
internal static class ReviewDraftRules
{
    /// <summary>So many people are asked at once.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Decides on asking people; whoever has approved before is asked anew, for the newer draft.</summary>
    /// <param name="now">How the postmortem stands.</param>
    /// <param name="people">Who is to review it.</param>
    /// <param name="outside">Those of them who can't read the incident's channel.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<AskedReview> Ask(
        DraftNow now, IReadOnlyList<Person> people, IReadOnlyList<Person> outside, Person by, DateTimeOffset at)
    {
        if (outside.Count > 0)
            return new Refusal(
                $"Nobody was asked: {string.Join(", ", outside.Select(person => person.Name))} can't read this private channel. "
                    + "Invite them first, then ask again.");

        if (people.Count > MostAtOnce)
            return new Refusal($"Ask at most {MostAtOnce} people at once.");
        if (people.FirstOrDefault(person => person.IsBot || person.Membership == Membership.Closed) is { } nobody)
            return new Refusal($"{nobody.Name} can't review a postmortem. Ask somebody else.");

        var waiting = DraftWords.Missing(now).Where(one => one.ApprovedVersion is null).Select(one => one.Person.Id).ToHashSet();
        var asked = people.Where(person => now.State.Stage != DraftStage.InReview || !waiting.Contains(person.Id))
            .Select(person => new Reviewer(person, at, by)).ToList();
        return asked.Count == 0
            ? new AlreadySo($"{string.Join(", ", people.Select(person => person.Name))} was asked already and hasn't approved yet.")
            : new AskedReview(asked);
    }

    /// <summary>Decides on an approval of a version; null: of the newest.</summary>
    public static Decision<Reviewer> Approve(DraftNow now, int? version, Person by, DateTimeOffset at)
    {
        if (now.Draft is not { } newest || now.Reviewers.Count == 0)
            return new Refusal(
                $"Nobody was asked to review it yet. To ask somebody, type {CommandGrammar.Typed("postmortem review @someone")}.");
        if (now.Reviewers.FirstOrDefault(one => one.Person.Id == by.Id) is not { } reviewer)
            return new Refusal(
                $"Only reviewers can approve it: {string.Join(", ", now.Reviewers.Select(one => one.Person.Name))}. To become one, type "
                    + $"{CommandGrammar.Typed("postmortem review @you")}.");
        if ((version ?? newest.Version) != newest.Version)
            return new Refusal(
                $"{PostmortemRules.Name(newest)} is newer than the one that you approve. To see what has changed, type "
                    + $"{CommandGrammar.Typed("postmortem diff")}; to approve it, {CommandGrammar.Typed("postmortem approve")}.");

        return reviewer.ApprovedVersion == newest.Version
            ? new AlreadySo($"You have approved {PostmortemRules.Name(newest).ToLowerInvariant()} already.")
            : reviewer with { ApprovedVersion = newest.Version, ApprovedAt = at };
    }
}
