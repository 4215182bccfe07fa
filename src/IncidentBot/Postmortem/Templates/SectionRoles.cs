using Markdig.Helpers;

namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Knows which of the bot's own sections a section of a draft stands for, whatever title the organisation gave it: what is checked in a
/// timeline is checked in it by any name.
/// </summary>
internal sealed class SectionRoles
{
    private readonly Dictionary<string, string> byTitle = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> byRole = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="templates">The templates; what the first says of a title counts.</param>
    public SectionRoles(params IReadOnlyList<DraftTemplate> templates)
    {
        foreach (var (title, role) in templates.SelectMany(template => template.Titles).Where(one => one.Role.Length > 0))
        {
            byTitle.TryAdd(title, role);
            byRole.TryAdd(role, title);
        }
    }

    /// <summary>The usual titles alone.</summary>
    public static SectionRoles Usual { get; } = new();

    /// <summary>The usual title of a section; one that stands for none of the bot's own keeps its own.</summary>
    /// <param name="title">The title as it stands in the draft.</param>
    public string Of(string title) => byTitle.GetValueOrDefault(title, title);

    /// <summary>The anchor of the section that stands for one of the bot's own.</summary>
    /// <param name="role">Its usual title.</param>
    public string AnchorOf(string role) => Anchor(byRole.GetValueOrDefault(role, role));

    /// <summary>The anchor of a title, as renderers make it.</summary>
    public static string Anchor(string title) => LinkHelper.UrilizeAsGfm(title);
}
