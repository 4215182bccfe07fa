using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>The one message, in the thread of the incident's card, that shows the whys and factors; cut to what fits.</summary>
internal static class CauseCard
{
    /// <summary>So many whys are shown, those that begin chains first in line; the others are counted.</summary>
    public const int MostWhys = 24;

    /// <summary>So many factors are shown; the others are counted.</summary>
    public const int MostFactors = 12;

    private const string Title = "Why did it happen? 5 whys";

    /// <summary>The message.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="seen">The whys and factors.</param>
    /// <param name="at">When it is shown; UTC.</param>
    public static Card Of(Incident incident, SeenCauses seen, DateTimeOffset at)
    {
        var (whys, factors) = (seen.Tree.Whys, seen.Tree.Factors);
        var lines = whys.Take(MostWhys).Concat(factors.Take(MostFactors))
            .Select(cause => CauseLines.Of(seen.Tree, cause, seen.Entries)).ToList();
        List<CardPart> parts = [new Heading(Title), .. lines.Select(line => new Paragraph(line))];
        if (lines.Count == 0)
            parts.Add(new Paragraph("Nothing so far: what was said was withdrawn."));
        if (whys.Count + factors.Count - lines.Count is > 0 and var more)
            parts.Add(new SmallPrint(RichText.Of($"And {more} more. To see all, type {CommandGrammar.Typed("why")}.")));
        parts.Add(new Buttons(CauseButtons.Add(seen.Tree)));

        var counted = string.Create(
            CultureInfo.InvariantCulture, $"{Title}: {Count(whys.Count, "why")} and {Count(factors.Count, "factor")} for {incident.Id}");
        return new Card($"{counted} ({When.ToTheSecond(at)})\n{string.Join('\n', lines.Select(line => line.ToPlainText()))}", parts);
    }

    /// <summary>A number of things.</summary>
    internal static string Count(int count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? string.Empty : "s")}");
}
