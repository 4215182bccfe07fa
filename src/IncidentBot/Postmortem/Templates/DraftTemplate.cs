using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// How the drafts of an organisation are put together: a Handlebars file over the fields that the documentation lists. It can do nothing
/// but write: it reads no file, calls nobody, and ends.
/// </summary>
public sealed class DraftTemplate
{
    /// <summary>The largest file; bytes.</summary>
    public const int LargestFile = 64 * 1024;

    private readonly IReadOnlyList<TemplateNode> nodes;
    private readonly SectionAnchors anchors;

    private readonly bool isBounded;

    private DraftTemplate(IReadOnlyList<TemplateNode> nodes, IReadOnlyList<(string Title, string Role)> titles, bool isBounded = true)
    {
        (this.nodes, Titles, this.isBounded) = (nodes, titles, isBounded);
        anchors = new SectionAnchors(titles);
    }

    /// <summary>The titles of its sections, each with the usual title of the one that it stands for; empty: none of the bot's.</summary>
    internal IReadOnlyList<(string Title, string Role)> Titles { get; }

    /// <summary>How many sections it can have.</summary>
    public int Sections => Titles.Count;

    /// <summary>Reads a template and finds its mistakes.</summary>
    /// <param name="source">The text of the file.</param>
    public static CheckedTemplate Read(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (nodes, mistakes) = TemplateReader.Read(source);
        var (titles, wrongTitles) = TemplateSections.Of(nodes);
        // Where its blocks aren't understood, nothing can be said of what stands in them.
        IReadOnlyList<TemplateMistake> all = mistakes.Count > 0 ? mistakes : [.. wrongTitles, .. TemplatePlaces.Of(nodes)];
        return all.Count > 0
            ? new CheckedTemplate(null, [.. all.OrderBy(one => one.Line).ThenBy(one => one.Column)])
            : new CheckedTemplate(new DraftTemplate(nodes, titles), []);
    }

    /// <summary>A template that came with the program and is checked by its tests.</summary>
    internal static DraftTemplate Known(string source)
    {
        var (nodes, _) = TemplateReader.Read(source);
        return new DraftTemplate(nodes, TemplateSections.Of(nodes).Titles, isBounded: false);
    }

    /// <summary>
    /// Writes a draft; null: it would be longer than <see cref="TemplateOutput.MostCharacters"/>. What came with the program is never too
    /// long, since its timeline is bounded.
    /// </summary>
    internal string? Write(DraftFacts facts) => new TemplateWriter(facts, anchors, new TemplateOutput(isBounded)).Write(nodes);
}

/// <summary>A template that was read.</summary>
/// <param name="Template">The template; null: it has mistakes.</param>
/// <param name="Mistakes">Its mistakes, by where they stand; empty: none.</param>
public sealed record CheckedTemplate(DraftTemplate? Template, IReadOnlyList<TemplateMistake> Mistakes);
