using System.Net;
using System.Text;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.GitHub.Pages;

/// <summary>A plain page; whatever is put on it is text, and nothing on it runs or is loaded.</summary>
internal sealed class HtmlPage(string title)
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0 auto; max-width: 900px; padding: 16px; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 20px; } h2 { margin-top: 24px; font-size: 16px; }
        pre { padding: 8px 12px; font: 13px/1.45 ui-monospace, monospace; background: #8882; white-space: pre-wrap; }
        """;

    private readonly StringBuilder body = new($"<h1>{WebUtility.HtmlEncode(title)}</h1>");

    public HtmlPage Text(string words) => Add($"<p>{WebUtility.HtmlEncode(words)}</p>");

    public HtmlPage Block(string words) => words.Length == 0 ? this : Add($"<pre>{WebUtility.HtmlEncode(words)}</pre>");

    /// <summary>A list of addresses and their words; nothing, where there are none.</summary>
    public HtmlPage Links(string heading, IEnumerable<(string Address, string Words)> links) => List(
        heading, links.Select(one => $"<a href=\"{WebUtility.HtmlEncode(one.Address)}\">{WebUtility.HtmlEncode(one.Words)}</a>"));

    public HtmlPage Lines(string heading, IEnumerable<string> lines) => List(heading, lines.Select(WebUtility.HtmlEncode)!);

    /// <summary>Files, each with its patch where that is known.</summary>
    public HtmlPage Files(IEnumerable<FileChange> files)
    {
        foreach (var file in files)
            Add($"<h2>{WebUtility.HtmlEncode($"{file.Name} ({file.Status})")}</h2>").Block(file.Patch ?? "");
        return this;
    }

    /// <summary>Sends it.</summary>
    public Task SendAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta name=\"viewport\" content=\"width=device-width\">"
                + $"<title>{WebUtility.HtmlEncode(title)}</title><style>{Style}</style></head><body>{body}</body></html>",
            context.RequestAborted);
    }

    private HtmlPage List(string heading, IEnumerable<string> items)
    {
        var all = string.Concat(items.Select(item => $"<li>{item}</li>"));
        return all.Length == 0 ? this : Add($"<h2>{WebUtility.HtmlEncode(heading)}</h2><ul>{all}</ul>");
    }

    private HtmlPage Add(string html)
    {
        body.Append(html);
        return this;
    }
}
