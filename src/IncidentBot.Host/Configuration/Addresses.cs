using IncidentBot.Host.Terminals;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Host.Configuration;

/// <summary>The addresses that the bot listens on.</summary>
internal static class Addresses
{
    /// <summary>Where the bot listens when nothing else is said.</summary>
    public const string Default = "http://127.0.0.1:5079";

    /// <summary>Checks addresses parted by semicolons.</summary>
    /// <param name="urls">What was given.</param>
    /// <param name="source">Where, such as <c>--urls</c>.</param>
    /// <exception cref="StopException">One of them is none.</exception>
    public static IReadOnlyList<string> Read(string urls, string source)
    {
        var addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0) throw StopException.WrongInput($"{source} names no address; write it such as {Default}.");
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

    private static void Check(string address, string source)
    {
        if (address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw StopException.WrongInput(
                $"{source} asks for {address}, but the bot speaks plain HTTP; let a proxy in front of it do the encryption, and write "
                    + $"it such as {Default}.");
        try
        {
            var parsed = BindingAddress.Parse(address);
            if (parsed.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && parsed.PathBase.Length == 0
                && parsed.Port is >= 0 and <= 65535) return;
        }
        catch (FormatException)
        {
            // Said below, as for any other text that is no address.
        }

        throw StopException.WrongInput($"{source} names \"{address}\", which is no address to listen on; write it such as {Default}.");
    }
}
