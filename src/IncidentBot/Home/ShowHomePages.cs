using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Access;
using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Updates;

namespace IncidentBot.Home;

/// <summary>Shows people the bot's own page, with what each may see, and keeps it current for those who have opened it lately.</summary>
internal sealed class ShowHomePages(
    IncidentStore incidents, ReminderStore reminders, HomeStore store, OwnActions actions, AccessOptions access,
    IncidentVisibility visibility, ChatPlatforms platforms)
{
    /// <summary>The kind of own work that brings the pages up to date; earlier versions wrote nothing into its body.</summary>
    internal static readonly WorkKind<AllHomes> Kind = new(
        "own/show-homes", static () => HomeJson.Default.AllHomes, static _ => new AllHomes());

    private const int MostIncidents = 500, MostPages = 50;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(3);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Someone opened their page, or looks for incidents on it.</summary>
    /// <param name="by">Who.</param>
    /// <param name="looksFor">The words; null or blank: the recent incidents.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> ShowAsync(Inbound by, string? looksFor, Work work, CancellationToken cancellationToken)
    {
        var words = string.IsNullOrWhiteSpace(looksFor) ? null : OneLine.Of(looksFor, FindForm.MaxLength);
        var home = new OpenedHome(by.Who.Id, words);
        HomeStore.Save(work.Batch, work.Workspace, home, work.Now);
        return await ShowAsync([home], work, cancellationToken);
    }

    /// <summary>
    /// Something has happened to an incident or its action items: the pages follow a little later, several changes at once.
    /// </summary>
    public async Task<Happened> FollowAsync(ChangedRecord changed, CancellationToken cancellationToken)
    {
        var work = changed.Work;
        if (!changed.Kinds.Any(kind => FactNames.IsOfIncident(kind) || ActionFactNames.All.Contains(kind))
            || (await store.ListAsync(work.Workspace, work.Now - Lately, most: 1, cancellationToken)).Count == 0)
            return Happened.Nothing;

        // A little after the turn's end, for what is committed late in it.
        var turn = (work.Now.UtcTicks / Pause.Ticks) + 1;
        work.Then(
            Kind.Later(
                string.Create(CultureInfo.InvariantCulture, $"homes/{turn}"), "homes", new AllHomes(),
                new DateTimeOffset((turn * Pause.Ticks) + (Pause.Ticks / 2), TimeSpan.Zero)));
        return Happened.Nothing;
    }

    /// <summary>Brings the pages up to date.</summary>
    public async Task<Happened> ShowAllAsync(Work work, CancellationToken cancellationToken) =>
        await ShowAsync(await store.ListAsync(work.Workspace, work.Now - Lately, MostPages, cancellationToken), work, cancellationToken);

    /// <summary>
    /// A page was shown, or will never be: the page of somebody whom the platform does not know is forgotten until they open it.
    /// </summary>
    public static Happened OnEnded(SentAction sent, Work work)
    {
        if (sent is { Outcome: NotSent { Permanent: true, IsNoLoss: true }, Action: ShowHome home })
            HomeStore.Forget(work.Batch, work.Workspace, home.Person);

        return Happened.Nothing;
    }

    private async Task<Happened> ShowAsync(IReadOnlyList<OpenedHome> homes, Work work, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(work.Platform);
        var all = await incidents.ListNewestAsync(work.Workspace, MostIncidents, cancellationToken);
        var members = await visibility.ReadMembersAsync(all, MostPages, work.Workspace, work.Platform, cancellationToken);
        foreach (var home in homes)
        {
            var person = await platform.FindPersonAsync(work.Workspace, home.Person, cancellationToken);
            var card = HomeCard.ForOutsiders(work.Now);
            if (access.AllowGuests || person.Membership == Membership.Member)
            {
                var seen = visibility.Seen(all, home.Person, members);
                var content = await ContentAsync(home, seen, work, cancellationToken);
                card = HomeCard.Compose(content with
                {
                    Actions = await actions.ListAsync(person, all, seen, work, cancellationToken),
                    Today = DueDay.Today(work.Now, person.TimeZone),
                });
            }

            work.Send(new Outgoing($"home/{home.Person}/{work.Key}", new ShowHome(home.Person, card))
            {
                Replaces = $"home/{home.Person}", For = SentPurposes.OfNoIncident(SentPurposes.Home),
            });
        }

        return Happened.Nothing;
    }

    private async Task<HomeContent> ContentAsync(
        OpenedHome home, IReadOnlyList<Incident> seen, Work work, CancellationToken cancellationToken)
    {
        var due = new Dictionary<IncidentId, DateTimeOffset>();
        foreach (var incident in seen.Where(
            incident => incident.IsOpen && RemindOfUpdateRules.Holders(incident) is [var first, ..] && first.Id == home.Person))
        {
            if ((await reminders.FindAsync(work.Workspace, incident.Id, cancellationToken)).DueAt is { } at)
                due[incident.Id] = at;
        }

        return new HomeContent(
            home.Person,
            [.. seen.Where(incident => incident.IsOpen)],
            due,
            [.. seen.Where(incident => home.LooksFor is { } words ? FindForm.Matches(incident, words) : !incident.IsOpen)],
            home.LooksFor,
            work.Now);
    }
}

/// <summary>All pages that were opened lately, as the work that brings them up to date.</summary>
internal sealed record AllHomes;

/// <summary>How it is stored.</summary>
[JsonSerializable(typeof(AllHomes))]
internal sealed partial class HomeJson : JsonSerializerContext;
