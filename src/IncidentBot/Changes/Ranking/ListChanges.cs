using System.Globalization;
using IncidentBot.Changes.Decisions;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes.Ranking;

/// <summary>Shows one person every change that matters with all parts of its score.</summary>
internal sealed class ListChanges(ReadSuspects suspects, ChangesBoard board)
{
    /// <summary>Lists them; whoever is shown a number can use it.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var material = await suspects.ReadAsync(call.Incident, cancellationToken);
        if (material.Changes.IsEmpty)
            return Happened.Refused(RichText.Of(
                $"{call.Incident.Id}: no change is on record. To look for deploys again, type {CommandGrammar.Typed("deploys")}. "
                    + $"({When.ToTheSecond(call.By.At)})"));

        var (view, former) = await board.ViewAsync(material, call.Work, cancellationToken);
        // Only the numbers are new: what the message in the channel shows is as it was.
        if (view.Shown.Numbers.Count > former.Numbers.Count)
            ChangesBoard.Save(view with { Shown = former with { Numbers = view.Shown.Numbers } }, call.Work);
        return Happened.Answered(ChangesList.Compose(view, call.By.At));
    }
}

/// <summary>The list that one person is shown.</summary>
internal static class ChangesList
{
    private const int MostInFull = 8;

    /// <summary>Composes it: eight in full, as many more as have a number in a line each, the rest counted.</summary>
    public static Card Compose(ChangesView view, DateTimeOffset asked)
    {
        var ranked = view.Ranked;
        var parts = new List<CardPart>
        {
            new Heading($"Changes of {view.Incident.Id}"),
            new Paragraph(new RichText([]).Bold(ranked.Verdict).Plain(OwnWords.Of(ranked.Own) is { } own ? $" {own}" : "")),
        };
        parts.AddRange(ranked.All.Take(MostInFull).Select(one => new Paragraph(Full(view, one))));
        parts.Add(new Paragraph(NoChange(ranked)));
        var lines = ranked.All.Skip(MostInFull).Take(StoredRanking.Listed - MostInFull).ToList();
        if (lines.Count > 0)
            parts.Add(new Paragraph(RichText.Joined("\n", lines.Select(one => Head(view, one)))));
        if (ranked.All.Count - MostInFull - lines.Count is > 0 and var more)
            parts.Add(new SmallPrint(string.Create(CultureInfo.InvariantCulture, $"and {more} more; the export lists them all.")));
        parts.Add(new SmallPrint(
            new RichText([]).Plain("As of ").Time(asked).Plain(". ").Then(RichText.Of(
                $"A score says where to look first; it proves nothing. To decide: "
                    + $"{CommandGrammar.Typed("changes rule-out NUMBER reason")}, {CommandGrammar.Typed("changes likely NUMBER")} or "
                    + $"{CommandGrammar.Typed("changes rolled-back NUMBER")}; to undo that: "
                    + $"{CommandGrammar.Typed("changes consider NUMBER")}."))));
        return new Card($"{ChangesCard.Summary(view)} ({When.ToTheSecond(asked)})", parts);
    }

    private static RichText Full(ChangesView view, RankedChange one)
    {
        var text = Head(view, one);
        if (ChangeWording.Description(one.Change) is { } description)
            text = text.Plain($": “{description}”");
        if (one.Decided.Newest is { } decided)
            text = text.Plain($"\n{Decided(decided)}, {OneLine.Of(decided.By.Name, 60)}, ").Time(decided.At)
                .Plain(decided.Reason is { } reason ? $": {ChangeWording.Reason(reason)}" : "");
        return WithParts(text, one.Parts);
    }

    private static string Decided(ChangeDecision decision) => decision.Verdict switch
    {
        ChangeVerdict.RuledOut => "Ruled out",
        ChangeVerdict.Likely => "Likely cause",
        ChangeVerdict.RolledBack => "Rolled back",
        _ => "Considered again",
    };

    private static RichText NoChange(RankedChanges ranked) => WithParts(
        new RichText([]).Bold(string.Create(CultureInfo.InvariantCulture, $"{ranked.NoChange.Score} of 100")).Plain(" No change of ours"),
        ranked.NoChange.Parts);

    private static RichText WithParts(RichText text, IReadOnlyList<Suspicion.SuspicionPart> parts) => parts.Aggregate(
        text, (all, part) => all.Plain(string.Create(
            CultureInfo.InvariantCulture, $"\n{part.Points:+0;-0;0} {part.Name}: {ChangeWording.Reason(part.Words)}")));

    private static RichText Head(ChangesView view, RankedChange one) =>
        SuspectLines.Head(view.Incident, one, view.Shown.NumberOf(one.Change.Key));
}
