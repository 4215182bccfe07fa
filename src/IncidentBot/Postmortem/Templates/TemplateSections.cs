namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Finds the sections of a template: drafts are edited, compared and merged section by section, so each needs a title that is the same in
/// every draft.
/// </summary>
internal sealed class TemplateSections
{
    private const string Heading = "## ";

    // A usual title says by itself what it stands for.
    private static readonly string[] Usual =
        [.. SectionModel.Fields.Fields.Select(field => field.Role!).Where(role => role.Length > 0)];

    private readonly List<TemplateMistake> mistakes = [];
    private readonly List<(string Title, string Role)> titles = [];
    private string line = string.Empty;
    private TemplatePlace linePlace = new(1, 1);

    private TemplateSections()
    {
    }

    /// <summary>The titles in their order, each with the usual title of the section that it stands for; empty: none of the bot's.</summary>
    /// <param name="nodes">The template.</param>
    public static (IReadOnlyList<(string Title, string Role)> Titles, IReadOnlyList<TemplateMistake> Mistakes) Of(
        IReadOnlyList<TemplateNode> nodes)
    {
        var found = new TemplateSections();
        found.ReadAll(nodes, isInLoop: false);
        found.EndLine(isInLoop: false);
        if (found.titles.Count == 0)
            found.mistakes.Add(new TemplatePlace(1, 1).Wrong(
                "The template has no section. A section begins with a title on a line of its own, such as: ## Summary"));
        return (found.titles, found.mistakes);
    }

    private void ReadAll(IReadOnlyList<TemplateNode> nodes, bool isInLoop)
    {
        foreach (var node in nodes)
        {
            if (node is TextNode text)
                Read(text, isInLoop);
            else if (node is ValueNode value)
            {
                Read(value.Place, value.Path.Field);
                line += '…';
            }
            else if (node is BlockNode block)
                Read(block, isInLoop);
        }
    }

    private void Read(BlockNode block, bool isInLoop)
    {
        Read(block.Place, block.Kind == BlockKind.Each ? block.Path.Field : null);
        ReadAll(block.Body, isInLoop || block.Kind == BlockKind.Each);
        ReadAll(block.Otherwise, isInLoop);
    }

    // What a value or block leaves on a line that is a title would be another one in each draft.
    private void Read(TemplatePlace place, TemplateField? field)
    {
        if (line.StartsWith(Heading, StringComparison.Ordinal))
        {
            mistakes.Add(place.Wrong("The title of a section is the same in every draft: it can have no fields and no blocks."));
            line = string.Empty;
        }

        if (field?.Role is { Length: > 0 } role && titles.Count > 0 && titles[^1].Role.Length == 0
            && !titles.Exists(one => one.Role == role))
            titles[^1] = (titles[^1].Title, role);
    }

    private void Read(TextNode node, bool isInLoop)
    {
        var lines = node.Text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (at > 0)
            {
                EndLine(isInLoop);
                linePlace = new TemplatePlace(node.Place.Line + at, 1);
            }
            else if (line.Length == 0)
            {
                linePlace = node.Place;
            }

            line += lines[at];
        }
    }

    private void EndLine(bool isInLoop)
    {
        if (line.StartsWith(Heading, StringComparison.Ordinal))
            Add(line[Heading.Length..].Trim(), isInLoop);
        line = string.Empty;
    }

    private void Add(string title, bool isInLoop)
    {
        if (isInLoop)
            mistakes.Add(
                linePlace.Wrong($"“{title}” stands in a list, so that there would be several sections of that title; use ### there."));
        else if (titles.Exists(one => string.Equals(one.Title, title, StringComparison.OrdinalIgnoreCase)))
            mistakes.Add(linePlace.Wrong($"“{title}” is the title of two sections; give this one another."));
        else if (title.Length == 0)
            mistakes.Add(linePlace.Wrong("This section has no title; write it behind the ##."));
        else
            titles.Add((title, Usual.FirstOrDefault(one => string.Equals(one, title, StringComparison.OrdinalIgnoreCase)) ?? string.Empty));
    }
}
