using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace IncidentBot.Tests.Postmortem;

/// <summary>What a reader sees of Markdown, by a renderer that knows everything GitHub knows and lets HTML through.</summary>
internal static class Rendered
{
    private static readonly MarkdownPipeline GitHubLike = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoLinks()
        .UseTaskLists()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseFootnotes()
        .UseMathematics()
        .UseAlertBlocks()
        .Build();

    public static IElement Body(string markdown) =>
        new HtmlParser().ParseDocument($"<body>{Markdown.ToHtml(markdown, GitHubLike)}</body>").Body!;

    /// <summary>The words of an element, one space between them, whatever the white space was.</summary>
    public static string Words(INode node) => Words(node.TextContent);

    public static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static IReadOnlyList<string> Elements(IElement element) =>
        [.. element.QuerySelectorAll("*").Select(child => child.LocalName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
