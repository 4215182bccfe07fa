using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>
/// What whoever added or changed a why or factor is told privately: where it stands, and one more why where it is needed.
/// </summary>
internal static class CauseAnswer
{
    private const int ShownWords = 200;
    private const string Where = "Everybody can read it in the thread of the incident’s card.";

    /// <summary>It was added.</summary>
    public static Card Added(Incident incident, SeenCauses seen, Cause cause, DateTimeOffset at) =>
        Compose(incident, seen, cause, $"Added as {CauseLines.InSentence(seen.Tree, cause)} of {incident.Id}", at);

    /// <summary>It was changed, or has more evidence.</summary>
    public static Card Changed(Incident incident, SeenCauses seen, Cause cause, DateTimeOffset at) =>
        Compose(incident, seen, cause, $"{seen.Tree.NameOf(cause)} of {incident.Id} reads now", at);

    /// <summary>It was taken back.</summary>
    public static Card Withdrawn(Incident incident, CauseTree tree, Cause cause, DateTimeOffset at) =>
        Card.Of($"{tree.NameOf(cause)} of {incident.Id} is withdrawn: “{OneLine.Of(cause.Text, ShownWords)}” ({When.ToTheSecond(at)})");

    private static Card Compose(Incident incident, SeenCauses seen, Cause cause, string head, DateTimeOffset at)
    {
        var said = $"{head}: “{OneLine.Of(cause.Text, ShownWords)}” {Where}";
        var stop = seen.StopAt(cause)?.Below(seen.Tree.NameOf(cause));
        List<CardPart> parts = [new Paragraph(said)];
        if (stop is not null)
            parts.Add(new Paragraph(stop));
        else if (Unsupported(cause))
            parts.Add(new SmallPrint("It has no evidence yet: an entry of the timeline, a page or a file."));

        parts.Add(new Buttons(Offered(seen.Tree, cause, stop is not null)));
        return new Card($"{said} {stop?.ToPlainText()} ({When.ToTheSecond(at)})", parts);
    }

    private static bool Unsupported(Cause cause) => cause.Evidence.Count == 0;

    private static IReadOnlyList<Button> Offered(CauseTree tree, Cause cause, bool isOneMoreAsked)
    {
        var all = CauseButtons.About(tree, cause);
        return CauseButtons.Below(tree, cause, isOneMoreAsked ? ButtonStyle.Primary : ButtonStyle.Plain) is { } below
            ? [below, .. all.Skip(1)]
            : all;
    }
}
