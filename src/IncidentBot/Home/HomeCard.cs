using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Home;

/// <summary>What one person is shown on the bot's own page.</summary>
/// <param name="Reader">Who reads it.</param>
/// <param name="Open">The open incidents that they may see, the newest first.</param>
/// <param name="DueAt">When somebody is reminded next of an update of an incident, where the reader is the one who is reminded.</param>
/// <param name="Past">The incidents that are over, or those that were looked for, the newest first.</param>
/// <param name="LooksFor">What was looked for; null: nothing.</param>
/// <param name="Now">When it was made; UTC.</param>
internal sealed record HomeContent(
    PersonId Reader, IReadOnlyList<Incident> Open, IReadOnlyDictionary<IncidentId, DateTimeOffset> DueAt, IReadOnlyList<Incident> Past,
    string? LooksFor, DateTimeOffset Now)
{
    /// <summary>The reader's open action items that they may see, overdue ones first; empty by default.</summary>
    public IReadOnlyList<SeenAction> Actions { get; init; } = [];

    /// <summary>The reader's day, to mark what is overdue.</summary>
    public DateOnly Today { get; init; }
}

/// <summary>The bot's own page.</summary>
internal static class HomeCard
{
    private const int MostOpen = 15, MostPast = 10, MostActions = 5;

    private static readonly Button Start = new(IncidentButtonIds.StartIncident, "Start an incident", "home", ButtonStyle.Primary);

    private static readonly Button Find = new(HomeButtonIds.FindIncidents, "Find an incident", "home");

    private static readonly Button MyActions = new(
        ActionsButtonIds.Show, "Show my action items", $"actions|{Words.Of(ActionList.Mine)}|1");

    private static readonly Button Back = new(HomeButtonIds.ForgetFound, "Back to all incidents", "home");

    /// <summary>The page as it stands.</summary>
    public static Card Compose(HomeContent content)
    {
        var parts = new List<CardPart> { new Buttons([Start, Find]), new Heading(Count(content.Open.Count)) };
        if (content.Open.Count == 0)
            parts.Add(
                new Paragraph(
                    new RichText([]).Plain("All quiet. When something breaks, start an incident first, then look for the cause.")));

        parts.AddRange(content.Open.Take(MostOpen).Select(incident => Line(incident, content)));
        if (content.Open.Count > MostOpen)
            parts.Add(new SmallPrint(string.Create(CultureInfo.InvariantCulture, $"The {MostOpen} newest are shown.")));

        parts.AddRange(Actions(content));
        parts.Add(new Rule());
        parts.AddRange(Past(content));
        parts.Add(
            new SmallPrint(
                new RichText([]).Plain("As of ").Time(content.Now)
                    .Plain(". Private incidents are shown only to members of their channels and to the bot's admins.")));
        return new Card($"{Count(content.Open.Count)} ({When.ToTheSecond(content.Now)})", parts);
    }

    /// <summary>The page while it shows the answer to something that its reader did on it, with the way back.</summary>
    public static Card Answering(Card answer) => answer with
    {
        Parts = [new Buttons([Back]), .. answer.Parts.Count > 0 ? answer.Parts : [new Paragraph(answer.Text)]],
    };

    /// <summary>The page of who may not act on incidents, and so is shown none.</summary>
    public static Card ForOutsiders(DateTimeOffset now)
    {
        const string text =
            "Guests and people from other organisations can't see incidents here. Ask a member of this workspace; "
                + "in an incident's channel you can read what's posted there.";
        return new Card($"{text} ({When.ToTheSecond(now)})", [new Paragraph(text)]);
    }

    private static string Count(int open) => open switch
    {
        0 => "No incident is open",
        1 => "1 incident is open",
        _ => string.Create(CultureInfo.InvariantCulture, $"{open} incidents are open"),
    };

    private static Paragraph Line(Incident incident, HomeContent content)
    {
        var text = IncidentWords.WithChannel(
            new RichText([]).Bold($"{IncidentWords.Headline(incident)} ").Plain($"{incident.Title} "), incident)
            .Plain(
                $"\nCommander: {IncidentWords.Commander(incident)}, open for "
                    + $"{Durations.Since(incident.At(Milestone.Declared) ?? content.Now, content.Now)}.");
        var roles = incident.Roles.Where(role => role.Value.Id == content.Reader).Select(role => role.Key.Word).ToList();
        if (roles.Count > 0)
            text = text.Bold($" You are {string.Join(" and ", roles)}.");
        if (!content.DueAt.TryGetValue(incident.Id, out var due))
            return new Paragraph(text, Record(incident));

        text = text.Plain(due <= content.Now ? " An update is due: " : " Next update reminder: ").Time(due).Plain(".");
        return new Paragraph(
            text,
            new Button(
                IncidentButtonIds.WriteUpdate, "Give an update", IncidentButtons.Of(incident.Id),
                Spoken: $"Give an update on {incident.Id}"));
    }

    private static Button Record(Incident incident) =>
        new(
            TimelineButtonIds.ShowTimeline, "Show the timeline", IncidentButtons.Of(incident.Id),
            Spoken: $"Show the timeline of {incident.Id}");

    private static IEnumerable<CardPart> Actions(HomeContent content)
    {
        var (all, late) = (content.Actions, content.Actions.Count(one => one.Item.IsOverdue(content.Today)));
        if (all.Count == 0)
            yield break;

        var head = all.Count == 1
            ? "My open action item"
            : string.Create(CultureInfo.InvariantCulture, $"My {all.Count} open action items");
        yield return new Rule();
        yield return new Heading(late == 0 ? head : string.Create(CultureInfo.InvariantCulture, $"{head}, {late} overdue"));
        foreach (var one in all.Take(MostActions))
            yield return new Paragraph(ActionCard.Line(one.Incident, one.Item, content.Today));
        yield return new Buttons([MyActions]);
    }

    private static IEnumerable<CardPart> Past(HomeContent content)
    {
        if (content.LooksFor is { } words)
        {
            yield return new Heading($"Results for “{OneLine.Of(words, 60)}”");
            yield return new Buttons([new Button(HomeButtonIds.ForgetFound, "Show recent incidents", "home")]);
        }
        else
        {
            yield return new Heading("Recent incidents");
        }

        if (content.Past.Count == 0)
            yield return new Paragraph(
                content.LooksFor is null
                    ? "No incident has ended yet."
                    : "No incident has all of these words in its number, title, services or impact.");
        foreach (var incident in content.Past.Take(MostPast))
            yield return new Paragraph(
                IncidentWords.WithChannel(
                    new RichText([]).Bold($"{IncidentWords.Headline(incident)} ").Plain($"{incident.Title} "), incident),
                Record(incident));
        if (content.Past.Count > MostPast)
            yield return new SmallPrint(string.Create(CultureInfo.InvariantCulture, $"The {MostPast} newest are shown."));
    }
}

/// <summary>The form that asks what incidents are looked for.</summary>
internal static class FindForm
{
    /// <summary>Field: the words.</summary>
    public const string Field = "words";

    /// <summary>The longest text that is looked for.</summary>
    public const int MaxLength = 100;

    /// <summary>Asks.</summary>
    public static Form Compose() => new(HomeFormIds.FindIncidents, "Find an incident", "Find", string.Empty,
        [
            new TextField(
                Field, "Search for",
                "A number such as INC-7, or words from the title, a service or the impact. I search the newest 500 incidents.",
                MaxLength: MaxLength),
        ]);

    /// <summary>Whether an incident has all the words, in whatever case.</summary>
    public static bool Matches(Incident incident, string looksFor)
    {
        var text = $"{incident.Id} {incident.Title} {string.Join(' ', incident.Services)} {incident.Impact}";
        return looksFor.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
