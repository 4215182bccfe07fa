using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>The form by which one section of the draft is edited.</summary>
internal static class SectionForm
{
    /// <summary>Field: the section's heading.</summary>
    public const string Heading = "heading";

    /// <summary>Field: what stands below it, as Markdown.</summary>
    public const string Text = "text";

    private const int LongestHeading = 150;

    /// <summary>The form; a section that is longer than a field takes is edited as a file.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The version.</param>
    /// <param name="place">The section's place in it, from 0.</param>
    /// <param name="limits">How much a field takes.</param>
    public static Opened Open(Incident incident, PostmortemDraft draft, int place, ChatLimits limits)
    {
        var section = DraftSections.Of(draft.Markdown)[place];
        var title = DraftSectionButtons.Title(section);
        if (section.Body.Length > limits.FormField || section.Key.Heading.Length > LongestHeading)
            return Opened.Refused(
                $"“{title}” has {section.Body.Length.ToString(CultureInfo.InvariantCulture)} characters, and a form takes "
                    + $"{limits.FormField.ToString(CultureInfo.InvariantCulture)}. Edit it as a file: type "
                    + $"{CommandGrammar.Typed("export")}, edit the file, and share it here with a message that says "
                    + $"{CommandGrammar.Mentioned("postmortem import")}.");

        var text = new TextField(
            Text, title, "Markdown. What you write stays when the draft is assembled again.", Optional: true, Initial: section.Body,
            Multiline: true, MaxLength: limits.FormField);
        var heading = new TextField(
            Heading, "Heading", "To delete the section, empty both.", Optional: true, Initial: section.Key.Heading,
            MaxLength: LongestHeading);
        return new Form(
            DraftFormIds.EditSection, $"Edit {PostmortemRules.Name(draft).ToLowerInvariant()}", "Save",
            DraftSectionButtons.Value(incident.Id, draft, place), section.Key.IsBeginning ? [text] : [text, heading]);
    }

    /// <summary>The draft with the section as it was filled in.</summary>
    /// <param name="draft">The version that was edited.</param>
    /// <param name="place">The section's place in it; one that it does not have changes nothing.</param>
    /// <param name="values">What was filled in.</param>
    public static string Edited(PostmortemDraft draft, int place, IReadOnlyDictionary<string, string> values)
    {
        var sections = DraftSections.Of(draft.Markdown);
        if (place >= sections.Count || place < 0)
            return draft.Markdown;

        var former = sections[place];
        var body = DraftSections.Normal(values.GetValueOrDefault(Text) ?? string.Empty).Trim('\n');
        var heading = OneLine(values.GetValueOrDefault(Heading));
        // A platform may trim what is filled in; a section that nobody touched must not count as edited.
        if (body == former.Body.Trim() && (former.Key.IsBeginning || heading == former.Key.Heading))
            return draft.Markdown;

        var lines = Lines(former, heading, body);
        return DraftSections.Join(sections.Select((section, at) => at == place ? lines : section.Lines));
    }

    private static List<string> Lines(DraftSection former, string heading, string body)
    {
        string[] below = body.Length == 0 ? [] : DraftSections.Lines(body);
        if (former.Key.IsBeginning || (heading.Length == 0 && body.Length == 0))
            return [.. below];

        // A heading that was emptied alone was an oversight.
        var line = DraftSections.HeadingLine(heading.Length == 0 ? former.Key.Heading : heading);
        return below.Length == 0 ? [line] : [line, string.Empty, .. below];
    }

    private static string OneLine(string? text) => Language.OneLine.Of((text ?? string.Empty).Trim(), LongestHeading);
}
