using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>The buttons by which the sections of a draft are opened.</summary>
internal static class DraftSectionButtons
{
    private const int Most = 24;

    /// <summary>What the beginning of a draft is called.</summary>
    public const string Beginning = "The beginning";

    /// <summary>A button for each section, as many as a message takes.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="when">Which sections.</param>
    public static IReadOnlyList<Button> Of(IncidentId incident, PostmortemDraft draft, Func<DraftSection, bool> when) =>
    [
        .. DraftSections.Of(draft.Markdown).Index().Where(one => when(one.Item)).Take(Most).Select(
            one => new Button(
                DraftButtonIds.EditSection, Title(one.Item), Value(incident, draft, one.Index), Spoken: $"Edit {Title(one.Item)}")),
    ];

    /// <summary>What people call a section.</summary>
    public static string Title(DraftSection section) =>
        section.Key.IsBeginning ? Beginning
        : section.Key.Place == 1 ? section.Key.Heading
        : string.Create(CultureInfo.InvariantCulture, $"{section.Key.Heading} ({section.Key.Place})");

    /// <summary>What a button or form about a section carries.</summary>
    public static string Value(IncidentId incident, PostmortemDraft draft, int place) => IncidentButtons.Of(
        incident, draft.Version.ToString(CultureInfo.InvariantCulture), place.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what stands behind the incident in it; false: it is none of these.</summary>
    public static bool TryRead(string more, out int version, out int place)
    {
        (version, place) = (0, 0);
        return more.Split('|') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out version)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out place);
    }
}
