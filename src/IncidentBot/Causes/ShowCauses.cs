using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Shows one person the whys and factors, a page at a time, with what can be done about each.</summary>
internal sealed class ShowCauses(ReadCauses causes)
{
    /// <summary>Answers privately with a page.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="page">Counts from 1; beyond the last, the last is shown.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Call call, int page, CancellationToken cancellationToken) =>
        Happened.Answered(
            CauseListCard.Of(call.Incident, await causes.ReadAsync(call.Incident, cancellationToken), page, call.By.At));

    /// <summary>By the button that turns to another page.</summary>
    public Task<Happened> TurnAsync(Call call, CancellationToken cancellationToken) =>
        CauseForms.TryReadNumber(call.More, out var page) ? HandleAsync(call, page, cancellationToken) : Happened.Unreadable;
}

/// <summary>A page of whys and factors.</summary>
internal static class CauseListCard
{
    /// <summary>So many stand on one page.</summary>
    public const int PerPage = 12;

    /// <summary>A page, or that there are none.</summary>
    public static Card Of(Incident incident, SeenCauses seen, int page, DateTimeOffset at)
    {
        var all = seen.Tree.Standing;
        if (all.Count == 0)
            return Empty(incident, seen.Tree, at);

        var pages = (all.Count + PerPage - 1) / PerPage;
        var shown = Math.Clamp(page, 1, pages);
        var head = $"{CauseCard.Count(seen.Tree.Whys.Count, "why")} and {CauseCard.Count(seen.Tree.Factors.Count, "factor")} "
            + $"for {incident.Id}{(pages == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", page {shown} of {pages}"))}";
        List<CardPart> parts = [new Heading(head)];
        foreach (var cause in all.Skip((shown - 1) * PerPage).Take(PerPage))
        {
            parts.Add(new Paragraph(CauseLines.Of(seen.Tree, cause, seen.Entries), Menu: new Menu(CauseButtons.About(seen.Tree, cause))));
            if (seen.StopAt(cause) is { } stop)
                parts.Add(new SmallPrint(stop.Below(seen.Tree.NameOf(cause))));
        }

        parts.Add(new Buttons([.. CauseButtons.Add(seen.Tree), .. Turns(incident, shown, pages)]));
        var words = string.Join('\n', parts.Select(WordsOf).Where(one => one.Length > 0));
        return new Card($"{head} ({When.ToTheSecond(at)})\n{words}", parts);
    }

    private static Card Empty(Incident incident, CauseTree tree, DateTimeOffset at)
    {
        var text = RichText.Of(
            $"Nobody has said yet why {incident.Id} happened. Type {CommandGrammar.Typed("why The pool was too small")}, then add a why "
                + "under it, until the answer is something that can be changed.");
        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(at)})", [new Paragraph(text), new Buttons(CauseButtons.Add(tree))]);
    }

    private static string WordsOf(CardPart part) => part switch
    {
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        SmallPrint small => small.Text.ToPlainText(),
        _ => string.Empty,
    };

    private static IEnumerable<Button> Turns(Incident incident, int shown, int pages)
    {
        if (shown > 1)
            yield return To(incident, "Back", shown - 1);
        if (shown < pages)
            yield return To(incident, "More", shown + 1);
    }

    private static Button To(Incident incident, string label, int page) =>
        new(CausesButtonIds.Show, label, IncidentButtons.Of(incident.Id, page.ToString(CultureInfo.InvariantCulture)));
}
