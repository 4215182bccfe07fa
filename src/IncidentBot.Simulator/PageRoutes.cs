using System.Reflection;

namespace IncidentBot.Simulator;

/// <summary>Serves the page from the files embedded under <c>Page</c>, and nothing from anywhere else.</summary>
internal static class PageRoutes
{
    private const string Prefix = "IncidentBot.Simulator.Page.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => SendAsync(context, "index.html"));
        // Permalinks lead into the page, which finds channel and message in the address.
        routes.MapGet("/archives/{channel}/{message?}", context => SendAsync(context, "index.html"));
        routes.MapGet("/page/{file}", context => SendAsync(context, (string)context.Request.RouteValues["file"]!));
    }

    private static async Task SendAsync(HttpContext context, string file)
    {
        var content = ContentType(file) is null ? null : Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + file);
        if (content is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("There is no such page here.", context.RequestAborted);
            return;
        }
        await using (content)
        {
            context.Response.ContentType = ContentType(file);
            context.Response.Headers.CacheControl = "no-cache";
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static string? ContentType(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => null,
    };
}
