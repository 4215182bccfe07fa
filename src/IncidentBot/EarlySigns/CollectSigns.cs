using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.EarlySigns;

/// <summary>
/// Takes what alert bots wrote of an incident's services before it was noticed onto its record, where the draft finds it long after.
/// </summary>
internal sealed class CollectSigns(
    AlertMessageStore messages, EarlySignStore signs, IncidentStore incidents, AlertBots bots, CatalogueOptions catalogue,
    ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/collect-early-signs");

    /// <summary>In which all work on an incident's early signs is done in its order.</summary>
    public static string Conversation(IncidentId incident) => $"{incident}/early-signs";

    /// <summary>It has started, is over, or its services or times have changed: what concerns it may be other messages now.</summary>
    public Happened OnChanged(Incident incident, Work work)
    {
        if (bots.HasAny)
            work.Then(Kind.Later($"{work.Key}/{Conversation(incident.Id)}", Conversation(incident.Id), new OfIncident(incident.Id.Number)));
        return Happened.Nothing;
    }

    /// <summary>Takes over what is new, each with its address.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked; the row is tried again.</exception>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { Services.Count: > 0 } incident
            || EarlySignRules.NoticedAt(incident) is not { } noticed)
            return Happened.Nothing;

        List<string> services = [.. incident.Services.Select(service => SeenChangeRules.ServiceName(catalogue, service))];
        var said = await messages.ListAsync(work.Workspace, services, noticed - EarlySign.Window, noticed, cancellationToken);
        var known = await signs.ListAsync(work.Workspace, id, cancellationToken);
        foreach (var one in EarlySignRules.Choose(said, known))
        {
            var link = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, one.Message, cancellationToken);
            EarlySignStore.Add(
                work.Batch, work.Workspace, id,
                new EarlySign(one.Message, one.At, one.Bot, one.Services, one.Words) { EditedAt = one.EditedAt, Permalink = link });
        }

        return Happened.Nothing;
    }
}

/// <summary>The pure rules of which messages are early signs of an incident.</summary>
internal static class EarlySignRules
{
    /// <summary>So many of one incident are kept.</summary>
    public const int Most = 40;

    /// <summary>So many are taken over at once.</summary>
    public const int MostAtOnce = 20;

    /// <summary>When an incident was noticed, as far as anybody has said; null: nobody has.</summary>
    public static DateTimeOffset? NoticedAt(Incident incident) => incident.At(Milestone.Detected) ?? incident.At(Milestone.Declared);

    /// <summary>
    /// The messages to take over: of those that say the same but for numbers the first, and where there are too many, those from both ends.
    /// </summary>
    /// <param name="said">The messages of the window, by when they were posted.</param>
    /// <param name="known">What is on record.</param>
    public static IReadOnlyList<AlertSaid> Choose(IReadOnlyList<AlertSaid> said, IReadOnlyList<EarlySign> known)
    {
        var there = known.Select(sign => sign.Message).ToHashSet();
        var told = known.Select(sign => Key(sign.Bot, sign.Words)).ToHashSet(StringComparer.Ordinal);
        List<AlertSaid> fresh = [.. said.Where(one => !there.Contains(one.Message) && told.Add(Key(one.Bot, one.Words)))];
        var most = Math.Clamp(Most - known.Count, 0, MostAtOnce);
        return fresh.Count <= most ? fresh : [.. fresh.Take(most / 2), .. fresh.TakeLast(most - (most / 2))];
    }

    /// <summary>Those that still concern an incident as it stands: of an affected service, within the day before it was noticed.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="signs">What is on record.</param>
    public static IEnumerable<EarlySign> Concerning(Incident incident, IEnumerable<EarlySign> signs) =>
        NoticedAt(incident) is { } noticed
            ? signs.Where(
                sign => sign.At <= noticed && sign.At >= noticed - EarlySign.Window
                    && sign.Services.Intersect(incident.Services, StringComparer.OrdinalIgnoreCase).Any())
            : [];

    private static string Key(string bot, string words) => $"{bot}\n{string.Concat(words.Where(letter => !char.IsDigit(letter)))}";
}
