using System.Globalization;
using System.Text;

namespace IncidentBot.Simulator.StatusPages;

/// <summary>
/// The status pages of third parties, below <c>/status/NAME</c>, each in every form at once: whoever asks chooses by the address. A page
/// that nobody has set says that all is well.
/// </summary>
internal sealed class StatusPageDoubles(TimeProvider clock)
{
    private const int MostPages = 100, HugeAnswer = 6 << 20;

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, StatusPage> pages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/status/{page}/{**path}", context => AnswerAsync(
            context, (string)context.Request.RouteValues["page"]!, (string?)context.Request.RouteValues["path"] ?? string.Empty));

    /// <summary>All pages that were set or asked, by their names.</summary>
    public IReadOnlyList<StatusPage> All
    {
        get
        {
            lock (gate) return [.. pages.Values];
        }
    }

    /// <summary>Changes a page; it is made if there is none.</summary>
    public StatusPage Change(string name, Action<StatusPage, DateTimeOffset> change)
    {
        lock (gate)
        {
            var (page, now) = (Page(name), clock.GetUtcNow());
            change(page, now);
            page.ChangedAt = now;
            page.Version++;
            return page;
        }
    }

    private StatusPage Page(string name)
    {
        if (pages.TryGetValue(name, out var page)) return page;
        if (pages.Count >= MostPages) pages.Remove(pages.Keys.First());
        return pages[name] = new StatusPage(name, clock.GetUtcNow());
    }

    private Task AnswerAsync(HttpContext context, string name, string path)
    {
        StatusPage page;
        (byte[] Body, string ContentType)? found;
        string tag;
        lock (gate)
        {
            page = Page(name);
            page.Asked++;
            found = StatusPageShapes.At(page, path);
            tag = string.Create(CultureInfo.InvariantCulture, $"\"{page.Version}\"");
            if (page.Fault == "none" && found is not null && context.Request.Headers.IfNoneMatch == tag)
            {
                page.Unchanged++;
                found = (null!, string.Empty);
            }
        }

        if (page.Fault != "none") return FailAsync(context, page.Fault);
        if (found is not { } answer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.ETag = tag;
        if (answer.Body is null)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = answer.ContentType;
        return context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private static Task FailAsync(HttpContext context, string fault)
    {
        switch (fault)
        {
            case "redirect":
                context.Response.Redirect("https://elsewhere.example.com/");
                return Task.CompletedTask;
            case "garbage":
                return context.Response.WriteAsync("<html><body>We'll be right back</body></html>", context.RequestAborted);
            case "doctype":
                return context.Response.WriteAsync(
                    "<!DOCTYPE rss [<!ENTITY a \"a\">]><rss><channel>&a;</channel></rss>", context.RequestAborted);
            case "huge":
                return context.Response.Body.WriteAsync(
                    Encoding.UTF8.GetBytes(new string(' ', HugeAnswer)), context.RequestAborted).AsTask();
            default:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
        }
    }
}
