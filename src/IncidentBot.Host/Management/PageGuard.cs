using IncidentBot.Simulator;

namespace IncidentBot.Host.Management;

/// <summary>
/// Answers only who asks for a page by a known name of this machine: a site whose name was made to lead here, or whose page asks for it
/// in somebody's browser, learns nothing.
/// </summary>
/// <param name="hosts">Names besides those by which a machine reaches itself.</param>
internal sealed class PageGuard(IEnumerable<string> hosts)
{
    private readonly HashSet<string> known = new(hosts.Select(host => host.Trim()), StringComparer.OrdinalIgnoreCase);

    /// <summary>The same page, for those requests alone.</summary>
    public RequestDelegate Before(RequestDelegate page) => context => IsAllowed(context.Request)
        ? page(context)
        : RefuseAsync(context);

    private bool IsAllowed(HttpRequest request) =>
        (LoopbackNames.IsHost(request.Host.Host.Trim('[', ']')) || known.Contains(request.Host.Host))
        && LoopbackNames.IsOwnOrigin(request);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(
            "This page isn't served under that name, or to other sites. Add the name to Management:Hosts.", context.RequestAborted);
    }
}
