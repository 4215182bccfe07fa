using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator;

/// <summary>Starts the simulator on its own.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int CouldNotBeDone = 1;
    private const int WrongInput = 2;

    /// <summary>Runs until it is stopped. Exit code 0 when it was stopped, 1 when it could not run, 2 for wrong input.</summary>
    public static async Task<int> Main(string[] args)
    {
        var urls =
            new Option<string>("--urls") { Description = "Address to listen on.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var appUrl = new Option<string>("--app-url")
        {
            Description = "Base address of the app that events, commands and interactions are posted to.", DefaultValueFactory = _ =>
                "http://127.0.0.1:5079",
        };
        var retryScale = new Option<string>("--retry-scale")
        {
            Description = "Multiplier for the delays before an event is retried.",
            DefaultValueFactory = _ => "1",
        };
        var waitForApp =
            new Option<bool>("--wait-for-app") { Description = "Hold the first request until the app's /readyz answers 200." };
        urls.Validators.Add(result => CheckAddress(result, urls));
        urls.Validators.Add(CheckLoopback);
        var hosts = new Option<string[]>("--host")
        {
            Description = "A name under which the page is reached besides those of this machine, such as a tunnel's.",
        };
        appUrl.Validators.Add(result => CheckAddress(result, appUrl));
        retryScale.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0 || ReadScale(result.Tokens[0].Value) is not null) return;
            result.AddError("--retry-scale must be a number between 0 and 1000, such as 0.01.");
        });
        var root = new RootCommand("A local Slack workspace and a local GitHub, over real HTTP.")
        {
            urls, appUrl, retryScale, waitForApp, hosts,
        };
        root.SetAction((parsed, cancellationToken) => RunAsync(new SimulatorOptions
        {
            Urls = parsed.GetValue(urls)!, Hosts = parsed.GetValue(hosts) ?? [],
            AppUrl = parsed.GetValue(appUrl)!,
            RetryScale = ReadScale(parsed.GetValue(retryScale)!)!.Value, WaitForApp = parsed.GetValue(waitForApp), LogToConsole = true,
        }, cancellationToken));
        var result = root.Parse(args);
        if (result.Errors.Count == 0) return await result.InvokeAsync();
        foreach (var error in result.Errors) await Console.Error.WriteLineAsync(error.Message);
        return WrongInput;
    }

    private static double? ReadScale(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale <= 1000 ? scale : null;

    private static void CheckAddress(System.CommandLine.Parsing.OptionResult result, Option<string> option)
    {
        var text = result.Tokens.Count == 0 ? null : result.GetValue(option);
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp)) return;
        result.AddError($"{option.Name} must be an address such as http://127.0.0.1:5080, not \"{text}\".");
    }

    private static void CheckLoopback(System.CommandLine.Parsing.OptionResult result)
    {
        if (result.Tokens.Count == 0 || LoopbackNames.IsAddress(result.Tokens[0].Value)) return;
        result.AddError(
            $"--urls is {result.Tokens[0].Value}, but the simulator has no sign-in, so it only listens on this machine, such as on "
                + "http://127.0.0.1:5080.");
    }

    private static async Task<int> RunAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        await using var app = SimulatorApplication.Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"The simulator cannot listen on {options.Urls}: {failure.Message.TrimEnd('.')}. Choose another address with --urls.");
            return CouldNotBeDone;
        }
        Console.WriteLine($"The local workspace is at {app.Urls.First()} and posts to {options.AppUrl}. Press Ctrl+C to stop it.");
        await app.WaitForShutdownAsync(cancellationToken);
        return Done;
    }
}
