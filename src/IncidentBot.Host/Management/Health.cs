using IncidentBot.Store;

namespace IncidentBot.Host.Management;

/// <summary>Reports whether the bot is alive and whether it can take requests.</summary>
internal static class Health
{
    /// <summary>
    /// Maps <c>/healthz</c>, which answers while the process lives, and <c>/readyz</c>, which answers 200 exactly when requests can be
    /// stored.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", static context => context.Response.WriteAsync("alive", context.RequestAborted));
        app.MapGet("/readyz", static async context =>
        {
            var ready = await context.RequestServices.GetRequiredService<Readiness>().IsReadyAsync(context.RequestAborted);
            context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(ready ? "ready" : "The database is not writable.", context.RequestAborted);
        });
    }
}
