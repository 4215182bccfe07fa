using System.Globalization;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes.Decisions;

/// <summary>The form that asks which change it was, where it wasn't the one that was asked about.</summary>
internal static class AnotherCauseForm
{
    /// <summary>Field: the number of the change, or <see cref="NotListed"/>.</summary>
    public const string Change = "change";

    /// <summary>It was one that isn't on the list.</summary>
    public const string NotListed = "none";

    private const int Most = 30, LongestLabel = 72;

    /// <summary>Asks.</summary>
    /// <param name="view">The changes with the numbers that they keep.</param>
    /// <param name="about">The key of the change that was asked about.</param>
    /// <param name="number">Its number.</param>
    public static Form Compose(ChangesView view, string about, int number)
    {
        var others =
            from one in view.Ranked.All
            where one.Change.Key != about
            let known = view.Shown.NumberOf(one.Change.Key)
            where known is not null
            select new Choice(
                known.Value.ToString(CultureInfo.InvariantCulture),
                OneLine.Of($"{ChangeWording.Name(one.Change)}, {ChangeWording.When(one.Change, view.Incident)}", LongestLabel));
        return new Form(
            ChangesFormIds.Another, "Which change was it?", "Record",
            IncidentButtons.Of(view.Incident.Id, number.ToString(CultureInfo.InvariantCulture)),
            [
                new ChoiceField(
                    Change, "The change that it was", [.. others.Take(Most), new Choice(NotListed, "One that isn't on the list")],
                    "It goes on record, and tells how far the scores can be trusted."),
            ]);
    }
}
