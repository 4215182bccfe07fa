using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline;

/// <summary>How entries of the timeline are told to people.</summary>
internal static class EntryWords
{
    /// <summary>What stands for a message that has no words, such as a picture.</summary>
    public const string NoWords = "(a message without words)";

    /// <summary>So many characters of an entry are shown in answers.</summary>
    private const int Shown = 200;

    /// <summary>Confirms an entry to who made it, with the kinds that it could have instead.</summary>
    public static Card Confirm(IncidentId incident, TimelineEntry entry, Person reader, DateTimeOffset now)
    {
        var when = When.Say(entry.At, now, reader.TimeZone);
        var text = new RichText([]).Plain($"Added to the timeline of {incident}: ").Bold(when).Plain($", {Words.Of(entry.Kind)}, by {entry.Author.Name}.");
        var quote = $"“{OneLine.Of(entry.Text, Shown)}”";
        return new Card($"{text.ToPlainText()} {quote}", [new Paragraph(text.Plain("\n" + quote)), new Buttons(Kinds(incident, entry))]);
    }

    /// <summary>Says that a message is in the timeline already.</summary>
    public static string Already(IncidentId incident, TimelineEntry entry, Person reader, DateTimeOffset now) =>
        $"That message is in the timeline of {incident} already, at {When.Say(entry.At, now, reader.TimeZone)} as {Words.Of(entry.Kind)}; {entry.CapturedBy.Name} added it.";

    private static List<Button> Kinds(IncidentId incident, TimelineEntry entry) =>
    [
        .. Enum.GetValues<EntryKind>()
            .Where(kind => kind != entry.Kind)
            .Select(kind => new Button(ButtonActions.SetKind, Words.Title(kind), IncidentButtons.Of(incident, Number(entry), Words.Of(kind)))),
    ];

    private static string Number(TimelineEntry entry) => entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
