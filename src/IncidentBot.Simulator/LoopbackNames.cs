using System.Net;

namespace IncidentBot.Simulator;

/// <summary>The names under which a machine reaches itself, and nobody else reaches it.</summary>
internal static class LoopbackNames
{
    /// <summary>Whether a host, as in a request's <c>Host</c>, is one of them.</summary>
    public static bool IsHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether only this machine reaches an address that is listened on; the web server binds a name that it doesn't know to every one.
    /// </summary>
    public static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && IsHost(address.Host);
}
