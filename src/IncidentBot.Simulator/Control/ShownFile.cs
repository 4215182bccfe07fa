using System.Net;
using System.Text;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Workspace;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.EmphasisExtras;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// <c>GET /sim/files/{id}/shown</c>: a Markdown file as people read it, for the page's own frame; nothing in it runs or is loaded.
/// </summary>
internal static class ShownFile
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 4px 20px 20px; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 21px; } h2 { margin-top: 26px; font-size: 17px; } h3 { font-size: 15px; }
        table { border-collapse: collapse; } th, td { padding: 4px 10px; border: 1px solid #8886; text-align: left; vertical-align: top; }
        blockquote { margin-left: 0; padding-left: 12px; border-left: 4px solid #8886; opacity: .85; }
        pre, code { font: 13px/1.45 ui-monospace, monospace; background: #8882; border-radius: 4px; } code { padding: 1px 4px; }
        pre { padding: 8px 12px; white-space: pre-wrap; } pre code { padding: 0; background: none; }
        hr { border: 0; border-top: 1px solid #8886; } img { display: none; }
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseTaskLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    public static void Map(IEndpointRouteBuilder routes, SlackServices slack) =>
        routes.MapGet("/sim/files/{id}/shown", context => SendAsync(context, slack));

    private static async Task SendAsync(HttpContext context, SlackServices slack)
    {
        StoredFile? file;
        lock (slack.Workspace.Gate) file = slack.Workspace.Files.GetValueOrDefault((string)context.Request.RouteValues["id"]!);
        if (file is not { Completed: true, Content: { } content })
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // What leads elsewhere opens beside the page; what leads to another section stays in the frame.
        var body = Markdown.ToHtml(Encoding.UTF8.GetString(content), Pipeline)
            .Replace("<a href=\"#", "<a target=\"_self\" href=\"#", StringComparison.Ordinal);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups";
        await context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><title>{WebUtility.HtmlEncode(file.Name)}</title><base target=\"_blank\">"
                + $"<style>{Style}</style></head><body>{body}</body></html>",
            context.RequestAborted);
    }
}
