using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Lists privately which sentences of a draft blame people, why, and what could stand there instead.</summary>
internal static class BlameCard
{
    /// <summary>So many sentences are shown at once.</summary>
    public const int Most = 5;

    private const int Shown = 200, Spoken = 60;

    /// <summary>The list.</summary>
    /// <param name="blame">The draft, and what blames in it.</param>
    /// <param name="first">What is said before; empty: nothing.</param>
    /// <param name="asked">When somebody asked; UTC.</param>
    public static Card Compose(DraftBlame blame, string first, DateTimeOffset asked)
    {
        var sentences = blame.Sentences.DistinctBy(one => one.Words).ToList();
        var head = $"{first}{Head(blame, sentences.Count)}";
        var parts = new List<CardPart> { new Paragraph(head) };
        foreach (var sentence in sentences.Take(Most))
            parts.AddRange(Parts(blame, sentence));
        if (sentences.Count > Most)
            parts.Add(
                new SmallPrint(
                    string.Create(CultureInfo.InvariantCulture, $"And {sentences.Count - Most} more, once these are settled.")));
        if (blame.OnRecord.Count > 0)
            parts.Add(new Paragraph(OnRecord(blame)));
        return new Card($"{head} ({When.ToTheSecond(asked)})", parts);
    }

    // What was said at the time stays evidence; who reads it should know how to write it in the postmortem.
    private static string OnRecord(DraftBlame blame)
    {
        var lines = blame.OnRecord.Take(Most).Select(
            one => $"• {one.Where}: “{OneLine.Of(one.Hint.Words, Spoken)}” Better: {OneLine.Of(one.Hint.Better, Shown)}");
        var more = blame.OnRecord.Count - Most;
        return string.Join(
            '\n',
            [
                "On record: updates and entries stay as they were said and keep nobody from publishing; action items can be edited.",
                .. lines,
                .. more > 0 ? [string.Create(CultureInfo.InvariantCulture, $"• and {more} more")] : Array.Empty<string>(),
            ]);
    }

    private static string Head(DraftBlame blame, int count)
    {
        var name = PostmortemRules.Name(blame.Draft).ToLowerInvariant();
        return count == 0
            ? $"In {name} of the postmortem for {blame.Record.Incident.Id} no sentence blames anybody."
            : $"In {name} of the postmortem for {blame.Record.Incident.Id} {BlameGate.Counted(count)}. Use the rewrite, edit the section, "
                + "or leave the sentence as it is.";
    }

    private static IEnumerable<CardPart> Parts(DraftBlame blame, BlamingSentence sentence)
    {
        var text = new RichText([]).Plain($"“{OneLine.Of(sentence.Words, Shown)}”\n").Plain($"{sentence.Finding.Why}\n")
            .Bold("Better: ").Plain(OneLine.Of(sentence.Finding.Rewrite, Shown));
        yield return new Paragraph(text);
        yield return new Buttons(Offers(blame, sentence));
    }

    private static List<Button> Offers(DraftBlame blame, BlamingSentence sentence)
    {
        var incident = blame.Record.Incident.Id;
        var about = OneLine.Of(sentence.Words, Spoken);
        var value = IncidentButtons.Of(incident, sentence.Key);
        var offers = new List<Button>();
        if (sentence.Better is not null)
            offers.Add(new Button(BlameButtonIds.UseRewrite, "Use the rewrite", value, Spoken: $"Use the rewrite of “{about}”"));
        var line = BlameInDraft.LineAt(blame.Draft.Markdown, sentence.Start);
        offers.AddRange(
            DraftSectionButtons.Of(incident, blame.Draft, section => section.Lines.Contains(line)).Take(1)
                .Select(button => button with { Label = "Edit the section" }));
        offers.Add(new Button(BlameButtonIds.Leave, "Leave it", value, Spoken: $"Leave “{about}” as it is"));
        return offers;
    }
}
