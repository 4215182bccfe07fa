using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>
/// Offers once, in the thread of the incident's card, to plan what replaces a rollback, a flag or more machines, when the harm stopped by
/// one of them: it holds until somebody forgets it.
/// </summary>
internal sealed class TemporaryFixOffer(IncidentStore incidents, TimelineStore timeline)
{
    /// <summary>The kind of own work that looks for it.</summary>
    internal static readonly WorkKind<FixToReplace> Kind = new("own/offer-replacement", static () => FixJson.Default.FixToReplace);

    // What is said with the status is an entry by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The harm stopped, or service is restored: looks a minute later for how.</summary>
    public static Happened OnStatus(StatusChanged changed, Incident incident, Work work)
    {
        var key = FixOffers.Key(incident.Id);
        work.Then(Kind.Later(
            $"{key}/{Language.Words.Of(changed.To)}", key, new FixToReplace(incident.Id.Number), work.Now + Patience));
        return Happened.Nothing;
    }

    /// <summary>Offers it, if there was one; again changes nothing.</summary>
    public async Task<Happened> HandleAsync(FixToReplace asked, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(asked.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { CanPost: true, Status: not IncidentStatus.Cancelled }
            incident)
            return Happened.Nothing;

        if (TemporaryFixRules.Find(await timeline.ListAsync(work.Workspace, id, cancellationToken)) is { } fix)
            work.Send(
                new Outgoing(
                    FixOffers.Key(id), new PostCard(IncidentBoard.Channel(incident), CardOf(id, fix)) { ThreadOf = IncidentKeys.Card(id) })
                {
                    After = IncidentKeys.Card(id),
                    Lane = FixOffers.Key(id),
                    Urgency = Urgency.Later,
                });
        return Happened.Nothing;
    }

    // Without the words of the entry: those stand in the timeline, from which a deletion takes them.
    private static Card CardOf(IncidentId incident, TemporaryFix fix)
    {
        var entry = fix.Entry.ToString(CultureInfo.InvariantCulture);
        var text = $"{fix.What} stopped the harm of {incident} for now (entry {entry}). "
            + "Who replaces it with a lasting fix, and by when?";
        return new Card(
            text,
            [
                new Paragraph(text),
                new Buttons(
                    [
                        new Button(
                            ActionsButtonIds.ReplaceFix, "Replace the temporary fix",
                            IncidentButtons.Of(incident, ActionSources.Fix(fix.Entry))),
                    ]),
            ]);
    }
}

/// <summary>The offers to replace temporary fixes.</summary>
internal static class FixOffers
{
    /// <summary>The key under which one is posted.</summary>
    public static string Key(IncidentId incident) => $"{incident}/temporary-fix";

    /// <summary>Somebody has planned it: the offer says so in its place.</summary>
    public static void Answered(Incident incident, ActionItem item, Work work)
    {
        if (incident.CanPost)
            work.Send(
                new Outgoing(
                    $"{Key(incident.Id)}/answered",
                    new UpdateCard(
                        MessageTarget.From(Key(incident.Id)),
                        Card.Of($"Action {ActionCard.Number(item)} replaces the temporary fix of {incident.Id}."))
                    {
                        MayBeGone = true,
                    })
                {
                    After = Key(incident.Id),
                    Lane = Key(incident.Id),
                });
    }
}

/// <summary>How the harm of an incident ended for the time being.</summary>
/// <param name="What">As the beginning of a sentence, such as <c>A rollback</c>.</param>
/// <param name="Entry">The number of the entry that tells of it.</param>
internal sealed record TemporaryFix(string What, int Entry);

/// <summary>Tells from the timeline whether the harm ended by something that is not to stay.</summary>
internal static partial class TemporaryFixRules
{
    private const int MostRead = 1_000;

    /// <summary>The latest entry that tells of one as done or decided; null: none does.</summary>
    public static TemporaryFix? Find(IReadOnlyList<TimelineEntry> timeline) => timeline
        .Where(entry => entry is { IsRemoved: false, Kind: EntryKind.Action or EntryKind.Decision or EntryKind.Fix or EntryKind.Recovery })
        .Select(entry => (entry.Number, What: What(entry.Text)))
        .Where(one => one.What is not null)
        .Select(one => new TemporaryFix(one.What!, one.Number))
        .LastOrDefault();

    /// <summary>What words tell of; null: of nothing like that, or only that it may or will not be done.</summary>
    public static string? What(string text)
    {
        var words = text.Length > MostRead ? text[..MostRead] : text;
        if (words.TrimEnd().EndsWith('?') || NotDone().IsMatch(words) || RuledOut().IsMatch(words))
            return null;
        if (Rollback().IsMatch(words))
            return "A rollback";
        if (Flag().IsMatch(words))
            return "A flag";

        return Scaling().IsMatch(words) ? "Scaling" : null;
    }

    // "Ruled out v1.14: it was rolled back an hour before" tells of no fix.
    [GeneratedRegex(
        @"\brul(ed|es|ing)? out\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex RuledOut();

    [GeneratedRegex(
        @"\b(roll(ed|ing)?[ -]?back|rollback|revert(ed|ing)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Rollback();

    [GeneratedRegex(
        @"\b(kill[ -]?switch|(feature[ -]?)?(flag|toggle)s?\b.{0,40}\b(off|disabled|on|enabled|flipped)"
            + @"|(turned|switched|flipped|disabled|enabled|disabling|turning)\b.{0,60}\b(flag|toggle)s?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Flag();

    [GeneratedRegex(
        @"\b(scal(ed|ing)\b.{0,40}\b(up|out|to)|(added|adding)\b.{0,30}\b(replicas?|pods?|nodes?|instances?|machines?|capacity|workers?)"
            + @"|(doubled|tripled)\b.{0,30}\b(replicas?|pods?|nodes?|instances?|capacity|workers?))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Scaling();

    [GeneratedRegex(
        @"(\b(not|never|no need|instead of|rather than|without|maybe|perhaps|could|should|might|consider(ing)?|can't|cannot)\b"
            + @"|n't\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex NotDone();
}

/// <summary>An incident of which a temporary fix may have to be replaced.</summary>
/// <param name="Incident">The incident's number.</param>
internal sealed record FixToReplace(int Incident);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FixToReplace))]
internal sealed partial class FixJson : JsonSerializerContext;
