using System.Globalization;
using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The one message that shows an incident's hypotheses, the likeliest first; cut to what fits.</summary>
internal static class HypothesisCard
{
    /// <summary>So many of those that aren't ruled out are shown; the others are counted.</summary>
    public const int MostStanding = 10;

    /// <summary>So many of those that are ruled out are shown, the newest; the others are counted.</summary>
    public const int MostRuledOut = 6;

    private const string Title = "Hypotheses, the likeliest first";

    /// <summary>The message.</summary>
    /// <param name="list">The hypotheses.</param>
    /// <param name="entries">The incident's timeline.</param>
    /// <param name="at">When it is shown; UTC.</param>
    public static Card Of(HypothesisList list, IReadOnlyList<TimelineEntry> entries, DateTimeOffset at)
    {
        var standing = list.Ranked.Where(one => one.State != HypothesisState.RuledOut).ToList();
        var ruledOut = list.RuledOut;
        List<Hypothesis> shown = [.. standing.Take(MostStanding), .. ruledOut.TakeLast(MostRuledOut)];
        var places = list.Unsettled.Index().ToDictionary(one => one.Item.Number, one => one.Index + 1);
        List<CardPart> parts = [new Heading(Title)];
        foreach (var one in shown)
        {
            var place = places.TryGetValue(one.Number, out var known) ? known : (int?)null;
            parts.Add(new Paragraph(HypothesisLines.Of(one, entries), Menu: new Menu(HypothesisButtons.About(list.Incident, one, place))));
        }

        if (list.All.LastOrDefault(one => one.State == HypothesisState.Confirmed) is { } confirmed)
            parts.Add(WhyOnceMore(list.Incident, confirmed));
        if (list.All.Count - shown.Count is > 0 and var more)
            parts.Add(new SmallPrint($"And {more} more."));
        parts.Add(new Buttons([HypothesisButtons.State(list.Incident)]));

        var head = string.Create(
            CultureInfo.InvariantCulture, $"{list.Incident}: {list.All.Count} hypothes{(list.All.Count == 1 ? "is" : "es")}");
        var lines = shown.Select(one => HypothesisLines.Of(one, entries).ToPlainText());
        return new Card($"{head} ({When.ToTheSecond(at)})\n{string.Join('\n', lines)}", parts);
    }

    /// <summary>Nobody has stated any.</summary>
    public static Card Empty(IncidentId incident, DateTimeOffset at)
    {
        var text = RichText.Of(
            $"Nobody has stated a hypothesis about {incident} yet. A good one names a component and what it does there: "
                + $"{CommandGrammar.Typed("hypothesis The order query scans the whole table and drains the pool")}.");
        return new Card(
            $"{text.ToPlainText()} ({When.ToTheSecond(at)})",
            [new Paragraph(text), new Buttons([HypothesisButtons.State(incident)])]);
    }

    // What was confirmed is where the next why begins.
    private static Paragraph WhyOnceMore(IncidentId incident, Hypothesis one) => new(
        $"Why was that possible? Ask once more, until the answer is a safeguard that was missing ({one.Label}).",
        Beside: HypothesisButtons.AddWhy(incident));
}

/// <summary>The buttons by which hypotheses go on.</summary>
internal static class HypothesisButtons
{
    /// <summary>Opens the form that states one.</summary>
    public static Button State(IncidentId incident) =>
        new(IncidentButtonIds.StateHypothesis, "State a hypothesis", IncidentButtons.Of(incident), ButtonStyle.Primary);

    /// <summary>Opens the form that adds a why.</summary>
    public static Button AddWhy(IncidentId incident) => new(CausesButtonIds.AddWhy, "Add a why", IncidentButtons.Of(incident));

    /// <summary>What can be done about one of them; at most five.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="one">The hypothesis.</param>
    /// <param name="place">Its place among those that aren't settled; null: it is settled.</param>
    public static IReadOnlyList<Button> About(IncidentId incident, Hypothesis one, int? place)
    {
        if (one.IsSettled)
            return [Of(HypothesesButtonIds.Reopen, "Open it again", incident, one)];

        List<Button> buttons = [Test(incident, one), Settle(incident, one), Specify(incident, one), Reproduce(incident, one)];
        if (place > 1)
            buttons.Add(
                new Button(
                    HypothesesButtonIds.Place, "Move up",
                    IncidentButtons.Of(
                        incident, Number(one), (place.Value - 1).ToString(CultureInfo.InvariantCulture)),
                    Spoken: $"Move {one.Label} up"));
        return buttons;
    }

    /// <summary>Begins its test, or joins it.</summary>
    public static Button Test(IncidentId incident, Hypothesis one) =>
        Of(HypothesesButtonIds.Test, one.State == HypothesisState.Testing ? "Join the test" : "Test it", incident, one);

    /// <summary>Opens the form that says what came of it.</summary>
    public static Button Settle(IncidentId incident, Hypothesis one) =>
        Of(HypothesesButtonIds.Settle, "Say what came of it", incident, one);

    /// <summary>Opens the form that says more of it.</summary>
    public static Button Specify(IncidentId incident, Hypothesis one) =>
        Of(HypothesesButtonIds.Specify, HypothesisLines.Missing(one.Terms) is null ? "Edit" : "Fill in what’s missing", incident, one);

    /// <summary>Opens the form that says how to make it happen again.</summary>
    public static Button Reproduce(IncidentId incident, Hypothesis one) =>
        Of(HypothesesButtonIds.Reproduce, "How to reproduce it", incident, one);

    private static Button Of(string action, string label, IncidentId incident, Hypothesis one) =>
        new(action, label, IncidentButtons.Of(incident, Number(one)), Spoken: $"{label}: {one.Label}");

    private static string Number(Hypothesis one) => one.Number.ToString(CultureInfo.InvariantCulture);
}
