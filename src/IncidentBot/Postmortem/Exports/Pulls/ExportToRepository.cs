using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>
/// Puts the draft into a pull request of the configured repository. What is to be written is on record before anything is written there, so
/// that after a crash the bot knows its own text from people's.
/// </summary>
internal sealed class ExportToRepository(
    IncidentStore incidents, RenewDraft renew, PostmortemStore drafts, PullStore pulls, PullPictures pictures, AuditCheck audit,
    IPostmortemRepository repository, PostmortemOptions options)
{
    /// <summary>The kind of own work that brings the draft up to date and asks for it to be written.</summary>
    internal static readonly WorkKind<DraftAsked> Kind = DraftAsked.Kind("own/export-to-repository");

    /// <summary>The kind of own work that writes it.</summary>
    internal static readonly WorkKind<PullAsked> WriteKind = new("own/write-to-repository", static () => PullAskedJson.Default.PullAsked);

    /// <summary>Somebody asks for it.</summary>
    public Happened Ask(Call call)
    {
        if (PullRules.WhyNot(call.Incident, options) is { } why)
            return Happened.Refused(why);

        call.Work.Then(DraftAsked.By(call, Kind));
        return Happened.Nothing;
    }

    /// <summary>Assembles if anything has changed, and puts on record what is to be written.</summary>
    public async Task<Happened> PlanAsync(DraftAsked asked, Work work, CancellationToken cancellationToken)
    {
        var id = asked.Id;
        work.Origin = asked.Origin ?? work.Origin;
        // Asked anew: it may have become private meanwhile.
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || options.RepositoryFor(incident) is not { } place)
            return Happened.Nothing;

        var draft = (await renew.RenewAsync(incident, work, cancellationToken)).Draft;
        var former = await pulls.ListAsync(work.Workspace, id, cancellationToken);
        var path = PullRules.Path(incident, place, options, former);
        var pictured = await pictures.OfAsync(incident, draft, path, cancellationToken);
        var pull = new StoredPull(
            former.Count + 1, place, path, draft.Version, repository.NameOf(pictured.Markdown), work.Now);
        PullStore.Add(work.Batch, work.Workspace, id, pull);
        work.Then(Write(new PullAsked(id.Number, pull.Number, asked.Reply, asked.Origin), work.Key, dueAt: null));
        return Happened.Nothing;
    }

    /// <summary>Writes what is on record, and tells what became of it.</summary>
    public async Task<Happened> WriteAsync(PullAsked asked, Work work, CancellationToken cancellationToken)
    {
        work.Origin = asked.Origin ?? work.Origin;
        var all = await pulls.ListAsync(work.Workspace, asked.Id, cancellationToken);
        if (await incidents.FindAsync(work.Workspace, asked.Id, cancellationToken) is not { } incident
            || all.FirstOrDefault(one => one.Number == asked.Number) is not { } pull
            || options.RepositoryFor(incident) is not { } place
            || !pull.IsIn(place)
            || await drafts.FindNewestAsync(work.Workspace, asked.Id, cancellationToken) is not { } draft)
            return Happened.Nothing;

        // A newer one, or one whose words or pictures had to go: planned anew, so that what is written is on record.
        var pictured = await pictures.OfAsync(incident, draft, pull.Path, cancellationToken);
        if (draft.Version != pull.Version || draft.IsWithdrawn || repository.NameOf(pictured.Markdown) != pull.ContentName)
        {
            var again = new DraftAsked(asked.Incident, asked.Reply, asked.Origin);
            work.Then(Kind.Later($"{work.Key}/again", DraftAsked.Conversation(asked.Id), again));
            return Happened.Nothing;
        }

        var heads = await audit.FindHeadsAsync(work.Workspace, asked.Incident, cancellationToken);
        var outcome = await repository.PutAsync(PullRules.File(incident, draft, pictured, pull, all, options, heads), cancellationToken);
        return Tell(incident, draft, pull, all.Count + 1, PullRules.AsNews(outcome, draft, all), asked, work);
    }

    private static Happened Tell(
        Incident incident, PostmortemDraft draft, StoredPull pull, int next, RepositoryOutcome outcome, PullAsked asked, Work work)
    {
        if (outcome is NotYet later && asked.Tries + 1 < PullRules.MostTries)
            return TryAgain(draft, pull, later, asked, work);
        if (outcome is InRepository { Change: not RepositoryChange.None } done)
            PullStore.Add(
                work.Batch, work.Workspace, incident.Id,
                pull with { Number = next, At = work.Now, Pull = done.Pull, Address = done.Address });

        var isTold = incident.CanPost && PullCards.ForChannel(draft, pull, outcome) is { } said && Post(incident, said, work);
        return asked.Reply is { } reply && !(isTold && IncidentBoard.IsReadBy(incident, reply))
            ? Happened.Answered(Card.Of(PullCards.ForAsker(draft, pull, outcome)), reply)
            : Happened.Nothing;
    }

    private static Happened TryAgain(PostmortemDraft draft, StoredPull pull, NotYet later, PullAsked asked, Work work)
    {
        var next = PullRules.NextTry(asked.Tries + 1, later, work.Now);
        work.Then(Write(asked with { Tries = asked.Tries + 1 }, work.Key, next));
        return asked.Tries == 0 && asked.Reply is { } reply
            ? Happened.Answered(Card.Of(PullCards.Waiting(draft, pull, later, next)), reply)
            : Happened.Nothing;
    }

    private static bool Post(Incident incident, RichText said, Work work)
    {
        var card = new Card(said.ToPlainText(), [new Paragraph(said)]);
        work.Send(new Outgoing($"{incident.Id}/pull/{work.Key}", new PostCard(IncidentBoard.Channel(incident), card))
        {
            Lane = $"{incident.Id}/postmortem",
        });
        return true;
    }

    // In a turn of its own: a slow answer holds up neither the channel nor the draft.
    private static FollowUp Write(PullAsked asked, string key, DateTimeOffset? dueAt) =>
        WriteKind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{key}/write-{asked.Tries}"), $"{asked.Id}/pull", asked, dueAt);
}
