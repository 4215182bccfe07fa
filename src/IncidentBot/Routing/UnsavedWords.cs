using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Routing;

/// <summary>Gives people their words back with the answer that nothing came of them: the form is closed by then, and Slack keeps no slash command.</summary>
internal static class UnsavedWords
{
    private const string Head = "What you wrote:";

    // A section of Slack's takes 3,000 characters, of which escapes may take some.
    private const int LongestPart = 2000;

    private static readonly string[] Fields =
        [StartForm.Title, UpdateForm.Text, WhatChangedForm.Sentence, StepForms.Answer, StepForms.Reason, EntryForms.Second, MilestoneForm.Time];

    /// <summary>Adds the words to the answer, where something was refused and nothing is written; the answer may have them already.</summary>
    public static void GiveBack(Inbound by, Work work)
    {
        if (work.Batch.Writes.Count == 0 && Of(by) is { Count: > 0 } words)
            work.RewordAnswer(card => With(card, [.. words.Where(one => !card.Text.Contains(one, StringComparison.Ordinal))]));
    }

    private static Card With(Card card, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return card;

        var parts = words.SelectMany(one => one.Chunk(LongestPart)).Select(part => new Paragraph(new string(part)));
        return new Card(
            $"{card.Text} {Head} {string.Join(" / ", words)}",
            [.. card.Parts.Count == 0 ? [new Paragraph(card.Text)] : card.Parts, new SmallPrint(Head), .. parts]);
    }

    private static IReadOnlyList<string> Of(Inbound by) => by switch
    {
        FormSubmitted form => [.. Fields.Select(field => form.Values.GetValueOrDefault(field)?.Trim() ?? string.Empty).Where(one => one.Length > 0)],
        // What was typed after a mention still stands in the channel.
        CommandTyped { Message: null } typed => Of(CommandParser.Parse(typed.Text)) is { } words ? [words] : [],
        _ => [],
    };

    private static string? Of(Command command) => command switch
    {
        UpdateCommand update => update.Text,
        NoteCommand note => note.Text,
        ImpactCommand impact => impact.Text,
        StatusCommand status => status.Sentence,
        StartCommand start => start.Title,
        _ => null,
    };
}
