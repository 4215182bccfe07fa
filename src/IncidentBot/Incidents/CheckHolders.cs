using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Looks every quarter of an hour whether those who have a role in an open incident still have an account, and frees the roles of those who
/// have none, so that what they were to do goes to somebody who can.
/// </summary>
internal sealed class CheckHolders(IncidentStore store, ChatPlatforms platforms, ChannelQuestions questions)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/check-holders");

    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <summary>Somebody has a role now, or the response goes on again: from now on it is looked.</summary>
    public static Happened Begin(Incident incident, Work work)
    {
        work.Then(Next(incident.Id, work.Now));
        return Happened.Nothing;
    }

    /// <summary>Looks, and looks again later as long as the response goes on and somebody has a role.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked; it is tried again.</exception>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true, Roles.Count: > 0 } incident)
            return Happened.Nothing;

        var left = new List<RoleLeft>();
        foreach (var (role, holder) in incident.Roles.OrderBy(held => held.Key.Word, StringComparer.Ordinal))
        {
            var now = await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, holder.Id, cancellationToken);
            if (now.Membership == Membership.Closed)
                left.Add(new RoleLeft(By: null, work.Now, role, holder));
        }

        work.Then(Next(id, work.Now));
        if (left.Count == 0)
            return Happened.Nothing;

        var after = IncidentBoard.Commit(work, incident, left);
        if (after.CanPost)
            await AskAsync(after, left, work, cancellationToken);
        return Happened.To(incident, left);
    }

    private Task AskAsync(Incident incident, IReadOnlyList<RoleLeft> left, Work work, CancellationToken cancellationToken)
    {
        var (id, asks) = (incident.Id, left.Any(one => one.Role == IncidentRole.Commander));
        var beginning = asks ? EndNudge.CommanderLeft(id) : $"{id}/role-left/";
        return questions.AskAsync(
            work, incident, string.Create(CultureInfo.InvariantCulture, $"{beginning}{incident.Version}"), Card(id, left, work.Now),
            asks ? SentPurposes.For(id, SentPurposes.Question) : null, cancellationToken);
    }

    private static Card Card(IncidentId id, IReadOnlyList<RoleLeft> left, DateTimeOffset now)
    {
        var text = InWords(left);
        var buttons = Offer(id, left);
        return new Card(
            $"{text.ToPlainText()} ({When.ToTheSecond(now)})",
            buttons.Count == 0 ? [new Paragraph(text)] : [new Paragraph(text), new Buttons(buttons)]);
    }

    private static RichText InWords(IReadOnlyList<RoleLeft> left)
    {
        var text = new RichText([]);
        foreach (var one in left)
        {
            text = text.Bold($"Nobody is {one.Role.Word} now:").Then(
                RichText.Of(
                    $" the account of {one.Former.Name} was closed. To take over, type "
                        + $"{CommandGrammar.Typed($"role {one.Role.Word} me")}. "));
        }

        return text;
    }

    private static IReadOnlyList<Button> Offer(IncidentId id, IReadOnlyList<RoleLeft> left) =>
        left.Any(one => one.Role == IncidentRole.Commander) ? [IncidentButtons.TakeCommand(id)] : [];

    // However often it is begun, there is one look in each quarter of an hour; each incident has its own minute for it.
    private static FollowUp Next(IncidentId id, DateTimeOffset now) => NextLook(Kind, "check-holders", id, now);

    /// <summary>The next of the looks that come every quarter of an hour.</summary>
    /// <param name="kind">What looks.</param>
    /// <param name="name">Tells its turns from those of another kind.</param>
    /// <param name="id">The incident, by whose number the looks of many are spread over the quarter.</param>
    /// <param name="now">UTC.</param>
    internal static FollowUp NextLook(WorkKind<OfIncident> kind, string name, IncidentId id, DateTimeOffset now)
    {
        var shift = TimeSpan.FromMinutes(id.Number % Every.Minutes).Ticks;
        var turn = ((now.UtcTicks - shift) / Every.Ticks) + 1;
        return kind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{id}/{name}/{turn}"), IncidentKeys.Reminders(id),
            new OfIncident(id.Number), new DateTimeOffset((turn * Every.Ticks) + shift, TimeSpan.Zero));
    }
}
