using IncidentBot.Host.Terminals;
using IncidentBot.Simulator;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Host.Configuration;

/// <summary>The addresses that the bot listens on.</summary>
internal static class Addresses
{
    /// <summary>Where the bot listens when nothing else is said.</summary>
    public const string Default = "http://127.0.0.1:5079";

    /// <summary>Checks addresses separated by semicolons.</summary>
    /// <param name="urls">What was given.</param>
    /// <param name="source">Where, such as <c>--urls</c>.</param>
    /// <exception cref="StopException">One of them is not an address to listen on.</exception>
    public static IReadOnlyList<string> Read(string urls, string source)
    {
        var addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0) throw StopException.WrongInput($"{source} contains no address; write it like {Default}.");
        foreach (var address in addresses) Check(address, source);
        return addresses;
    }

    /// <summary>The address under which a program on this machine reaches a listener.</summary>
    public static string ForThisMachine(string bound)
    {
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }

    /// <summary>
    /// Whether only this machine reaches an address that is listened on, read exactly as the web server reads it; it binds what it
    /// doesn't know, such as <c>[127.0.0.1]</c>, to every address.
    /// </summary>
    public static bool IsLoopback(string bound) => LoopbackNames.IsHost(BindingAddress.Parse(bound).Host);

    private static void Check(string address, string source)
    {
        if (address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw StopException.WrongInput(
                $"{source} is {address}, but the bot only serves plain HTTP; put a proxy in front of it for HTTPS, and write the "
                    + $"address like {Default}.");
        try
        {
            var parsed = BindingAddress.Parse(address);
            if (parsed.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && parsed.PathBase.Length == 0
                && parsed.Port is >= 0 and <= 65535) return;
        }
        catch (FormatException)
        {
            // Refused below, like any other text that is not an address.
        }

        throw StopException.WrongInput($"{source} contains \"{address}\", which isn't an address to listen on; write it like {Default}.");
    }
}
