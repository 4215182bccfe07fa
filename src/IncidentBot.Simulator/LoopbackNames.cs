using System.Net;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Simulator;

/// <summary>The names under which a machine reaches itself, and nobody else reaches it.</summary>
public static class LoopbackNames
{
    /// <summary>Whether a host, as in a request's <c>Host</c>, is one of them.</summary>
    public static bool IsHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether a request comes from a page of its own host. Programs, and pages that are typed into a browser, name none, which is allowed.
    /// </summary>
    public static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether only this machine reaches an address that is listened on, read exactly as the web server reads it; it binds what it
    /// doesn't know to every address.
    /// </summary>
    internal static bool IsAddress(string url)
    {
        try
        {
            return IsHost(BindingAddress.Parse(url).Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
